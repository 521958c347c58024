package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.poll.Heard;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An exception that nobody expected may hold anything in its message: the log of a build gets its kind alone. */
@Timeout(60)
class UnexpectedTest {
    private static final String SECRET = "AbCdEf.0123456789";
    private static final Logger ALL = Logger.getLogger("io.jenkins.plugins.ngenea");

    private final StringBuffer systemLog = new StringBuffer();
    private final Seen seen = new Seen();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            systemLog.append(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private Rig rig;

    @BeforeEach
    void start(@TempDir Path directory) {
        rig = new Rig(directory, HubProfile.DOCUMENTED_ONLY);
        ALL.addHandler(handler);
    }

    @AfterEach
    void stop() {
        ALL.removeHandler(handler);
        rig.close();
    }

    private static IllegalStateException mistake() {
        return new IllegalStateException("cannot use " + SECRET, new IllegalArgumentException(SECRET));
    }

    private void assertToldByItsKindAlone(String text) {
        assertTrue(text.contains("(IllegalStateException)"), text);
        assertFalse(text.contains(SECRET), text);
        assertTrue(systemLog.toString().contains("java.lang.IllegalStateException"), systemLog.toString());
        assertTrue(systemLog.toString().contains("Caused by: "), systemLog.toString());
        assertTrue(systemLog.toString().contains("UnexpectedTest.mistake"), "no stack trace");
        assertFalse(systemLog.toString().contains(SECRET), systemLog.toString());
    }

    /** A credential that throws when its header is made. */
    private HubClient throwing() {
        HubAuthentication mistaken = new HubAuthentication() {
            @Override
            public String header(HubTransport transport, HubUrl hub) {
                throw mistake();
            }

            @Override
            public boolean renew(HubTransport transport, HubUrl hub, String refused) {
                throw mistake();
            }
        };
        return HubClients.client(rig.hub.url(), mistaken, Duration.ofSeconds(20));
    }

    @Test
    void inARun() {
        rig.connection = new Connection(throwing(), rig.connection.follower(), rig.connection.lanes());
        rig.start(seen);
        assertEquals(0, rig.posts());
        assertToldByItsKindAlone(seen.text());
    }

    @Test
    void whileFollowing() {
        Heard heard = new Heard();
        rig.follower(throwing()).follow("1", false, heard);
        rig.time.settle();
        assertToldByItsKindAlone(heard.lost.get(0).getMessage());
        List<String> causes = new ArrayList<>();
        for (Throwable e = heard.lost.get(0); e != null; e = e.getCause()) {
            causes.add(e.toString());
        }
        assertFalse(causes.toString().contains(SECRET), causes.toString());
    }

    @Test
    void whileTheRequestIsRead() {
        Instant now = rig.time.now();
        JournalEntry entry = JournalEntry.ofNewRun(
                rig.key,
                new StepOfBuild(rig.build, "7"),
                new HubAccess("prod", ""),
                "migrate",
                "dfoster1",
                "",
                RunTerms.of(now, null, true, false));
        RunPlan plan = new RunPlan(
                entry,
                () -> {
                    throw mistake();
                },
                true,
                false);
        new HubJobRun(
                        plan,
                        Rig.services(rig.journal, rig.time, () -> new RetryBudget(Rig.BUDGET, new Random(1))),
                        () -> rig.connection,
                        seen)
                .start();
        rig.time.settle();
        assertEquals(Outcome.Kind.REJECTED, seen.outcome().kind());
        assertToldByItsKindAlone(seen.text());
    }
}
