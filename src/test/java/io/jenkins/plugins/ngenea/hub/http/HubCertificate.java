package io.jenkins.plugins.ngenea.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1, and truststores that take it: one that nobody vouches for, or one of a CA, which is asked for
 * more of them.
 */
public final class HubCertificate {
    public static final String PASSWORD = "changeit";
    private static final String ALIAS = "hub";
    private static final String THIS_HOST = "san=ip:127.0.0.1,dns:localhost";

    private final Path directory;
    private final KeyStore store;

    private HubCertificate(Path directory, KeyStore store) {
        this.directory = directory;
        this.store = store;
    }

    public static HubCertificate create(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool(directory, "-genkeypair", "-alias", ALIAS, "-dname", "CN=hub", "-ext", THIS_HOST, "-validity", "30");
        return new HubCertificate(directory, load(directory));
    }

    /** A valid one of a CA, whose other ones {@link #expired} and its like make. */
    public static HubCertificate ofCa(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool(directory, "-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-validity", "300");
        keytool(directory, "-genkeypair", "-alias", ALIAS, "-dname", "CN=hub");
        keytool(directory, "-certreq", "-alias", ALIAS, "-file", "hub.csr");
        return new HubCertificate(directory, load(directory)).signed(THIS_HOST, "-1d");
    }

    /** Of the same CA, and valid until ten days ago. */
    public HubCertificate expired() throws IOException, InterruptedException, GeneralSecurityException {
        return signed(THIS_HOST, "-40d");
    }

    /** Of the same CA, and valid in ten days. */
    public HubCertificate notYetValid() throws IOException, InterruptedException, GeneralSecurityException {
        return signed(THIS_HOST, "+10d");
    }

    /** Of the same CA, and for other names. */
    public HubCertificate ofAnotherHost() throws IOException, InterruptedException, GeneralSecurityException {
        return signed("san=dns:other.example.com", "-1d");
    }

    private HubCertificate signed(String names, String start)
            throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                directory,
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                "hub.csr",
                "-outfile",
                "hub.crt",
                "-ext",
                names,
                "-startdate",
                start,
                "-validity",
                "30");
        Certificate signed;
        try (InputStream in = Files.newInputStream(directory.resolve("hub.crt"))) {
            signed = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore with = load(directory);
        Certificate[] chain = {signed, with.getCertificate("ca")};
        with.setKeyEntry(ALIAS, with.getKey(ALIAS, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        with.deleteEntry("ca");
        return new HubCertificate(directory, with);
    }

    private static KeyStore load(Path directory) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("hub.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", "hub.p12"));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    /** The Hub's side. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The side of a client that trusts the Hub. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusting());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** For {@code javax.net.ssl.trustStore}; its password is {@link #PASSWORD}. */
    Path trustStore(Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            trusting().store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        Certificate[] chain = store.getCertificateChain(ALIAS);
        trusted.setCertificateEntry(ALIAS, chain[chain.length - 1]);
        return trusted;
    }
}
