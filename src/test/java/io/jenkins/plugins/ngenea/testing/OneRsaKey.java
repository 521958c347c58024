package io.jenkins.plugins.ngenea.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * All RSA keys that are made in one JVM of tests are the same key. Each new Jenkins makes one, for its identity, which
 * took about half of the time in which it starts.
 */
public final class OneRsaKey extends KeyPairGeneratorSpi {
    private static KeyPair key;

    @Override
    public void initialize(int size, SecureRandom random) {
        // there is one key, of the size that Jenkins asks for
    }

    @Override
    public KeyPair generateKeyPair() {
        synchronized (OneRsaKey.class) {
            if (key == null) {
                key = newKey();
            }
            return key;
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Named in {@code META-INF/services}. */
    public static final class Installer implements LauncherSessionListener {
        @Override
        public void launcherSessionOpened(LauncherSession session) {
            Security.insertProviderAt(new OneKeyProvider(), 1);
        }
    }

    private static final class OneKeyProvider extends Provider {
        private static final long serialVersionUID = 1L;

        OneKeyProvider() {
            super("OneRsaKey", "1", "One RSA key for all");
            put("KeyPairGenerator.RSA", OneRsaKey.class.getName());
        }
    }
}
