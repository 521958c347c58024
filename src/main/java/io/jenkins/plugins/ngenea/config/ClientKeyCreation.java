package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.ClientKeys;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/**
 * Creates a client key on a Hub and stores it as Secret text with the scope System. Nobody sees the key: it is in no answer,
 * no log and no exception. If a step fails, the key is deleted on the Hub, or the message says that this was not possible.
 * For administrators only: the caller has checked that.
 */
final class ClientKeyCreation {
    /** No two keys get one id. */
    private static final Object STORING = new Object();

    private static final Logger LOGGER = Logger.getLogger(ClientKeyCreation.class.getName());
    private static final int LONGEST_NAME = 100;

    private final NgeneaHub hub;
    private final JwtLogin login;
    private final String name;

    /** Why there is no new key, or what is left of it. */
    static final class KeyNotCreatedException extends ConnectionException {
        private static final long serialVersionUID = 1L;

        KeyNotCreatedException(String message) {
            // no cause: this goes to a browser
            super(message);
        }
    }

    private ClientKeyCreation(NgeneaHub hub, JwtLogin login, String name) {
        this.hub = hub;
        this.login = login;
        this.name = name;
    }

    /**
     * @param hub as it stands in the form
     * @param name of the new key
     * @param loginId of the credential to log in with; blank if user and password are given
     * @return the id of the new credential
     * @throws ConnectionException if there is none; the message is for the administrator
     */
    @NonNull
    static String create(NgeneaHub hub, String name, String loginId, String user, Secret password)
            throws ConnectionException, InterruptedException {
        String wanted = Util.fixNull(name).strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_NAME || wanted.chars().anyMatch(Character::isISOControl)) {
            throw new KeyNotCreatedException(Messages.ClientKeyCreation_EnterName(LONGEST_NAME));
        }
        return new ClientKeyCreation(hub, login(hub, loginId, user, password), wanted).create();
    }

    private static JwtLogin login(NgeneaHub hub, String loginId, String user, Secret password)
            throws ConnectionException {
        String id = Util.fixEmptyAndTrim(loginId);
        if (id == null) {
            if (Util.fixEmptyAndTrim(user) == null || Secret.toString(password).isEmpty()) {
                throw new KeyNotCreatedException(Messages.ClientKeyCreation_SelectLogin());
            }
            return new JwtLogin(user.strip(), Secret.toString(password));
        }
        StandardCredentials found = HubSecrets.system(id, HubSecrets.requirements(hub.getUrl()));
        if (found != null && HubSecrets.authentication(found) instanceof JwtLogin login) {
            return login;
        }
        throw new KeyNotCreatedException(Messages.ClientKeyCreation_NoLogin(id));
    }

    private String create() throws ConnectionException, InterruptedException {
        ClientKeys keys = HubConnections.get().clientKeys(hub, login);
        ClientKeys.Made made;
        try {
            made = keys.create(name);
        } catch (HubException e) {
            throw new KeyNotCreatedException(ConnectionTest.explanation(hub.parsedUrl(), e)
                    + (e.notTaken() ? "" : " " + Messages.ClientKeyCreation_MayExist(name)));
        }
        if (Secret.decrypt(made.key()) != null) {
            // stored as a secret, it would become what it is the encrypted form of: a secret of this Jenkins
            throw new KeyNotCreatedException(Messages.ClientKeyCreation_NotStorable() + " " + takenBack(keys, made));
        }
        try {
            synchronized (STORING) {
                return storeUnderFreeId(made);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "A new client key of Ngenea Hub " + hub.getUrl() + " was not stored");
            throw new KeyNotCreatedException(Messages.ClientKeyCreation_NotStored() + " " + takenBack(keys, made));
        }
    }

    private String storeUnderFreeId(ClientKeys.Made made) throws IOException {
        String id = freeId();
        StringCredentialsImpl credential = new StringCredentialsImpl(
                CredentialsScope.SYSTEM,
                id,
                Messages.ClientKeyCreation_Description(name, hub.getUrl()),
                Secret.fromString(made.key()));
        CredentialsStore store = store();
        boolean isStored;
        try {
            isStored = store.addCredentials(Domain.global(), credential);
        } catch (IOException e) {
            forget(store, credential);
            throw e;
        }
        if (!isStored) {
            // another one has that id by now: nothing is to be taken back
            throw new IOException("the credentials store has not taken " + id);
        }
        return id;
    }

    /** What could not be saved is in the store's memory all the same. */
    private static void forget(CredentialsStore store, StringCredentialsImpl credential) {
        try {
            store.removeCredentials(Domain.global(), credential);
        } catch (IOException e) {
            // it is out of the memory, and was never in the file
        }
    }

    private static CredentialsStore store() throws IOException {
        for (CredentialsStore store : CredentialsProvider.lookupStores(Jenkins.get())) {
            if (store.getProvider() instanceof SystemCredentialsProvider.ProviderImpl) {
                return store;
            }
        }
        throw new IOException("the credentials store of the system is not available");
    }

    /** Made of the key's name, so that a person recognises it. */
    private String freeId() {
        String base = "ngenea-hub-"
                + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String id = base;
        for (int next = 2; HubSecrets.system(id, List.of()) != null; next++) {
            id = base + "-" + next;
        }
        return id;
    }

    private String takenBack(ClientKeys keys, ClientKeys.Made made) throws InterruptedException {
        try {
            if (!made.id().isEmpty()) {
                keys.delete(made);
                return Messages.ClientKeyCreation_TakenBack();
            }
        } catch (HubException e) {
            // whoever reads the message has to do it
        }
        return Messages.ClientKeyCreation_NotTakenBack(name);
    }
}
