package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads {@code fault-matrix.txt}, whose head says what stands where. */
final class FaultTable {
    private static final int COLUMNS = 8;

    private FaultTable() {}

    /**
     * What is to come of a trouble in a phase.
     *
     * @param jobs in the Hub at the end
     * @param posts requests to submit that arrived in the Hub
     * @param job its state; "-" if there is none
     * @param contact as {@link FaultScene#contact} names it
     * @param told parts of what a person can read
     */
    record Cell(
            String trouble,
            FaultScene.Phase phase,
            Kind outcome,
            int jobs,
            int posts,
            String job,
            String contact,
            List<String> told) {
        @Override
        public String toString() {
            return trouble + ": " + phase;
        }
    }

    static List<Cell> cells() {
        try (InputStream table = FaultTable.class.getResourceAsStream("fault-matrix.txt")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(FaultTable::cell)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cell cell(String line) {
        List<String> columns =
                List.of(line.split("\\|", COLUMNS)).stream().map(String::strip).toList();
        return new Cell(
                columns.get(0),
                FaultScene.Phase.valueOf(columns.get(1)),
                Kind.valueOf(columns.get(2)),
                Integer.parseInt(columns.get(3)),
                Integer.parseInt(columns.get(4)),
                columns.get(5),
                columns.get(6),
                List.of(columns.get(7).split(" … ")));
    }
}
