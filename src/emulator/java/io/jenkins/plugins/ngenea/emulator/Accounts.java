package io.jenkins.plugins.ngenea.emulator;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Users, their tokens and the client keys. Documented: access tokens live an hour, refresh tokens a day, client keys
 * until they are revoked. Thread-safe.
 */
final class Accounts {
    static final Duration ACCESS_LIFE = Duration.ofHours(1);
    static final Duration REFRESH_LIFE = Duration.ofDays(1);

    /** Who asks. */
    record Caller(String name, boolean readOnly, boolean byKey) {}

    record ClientKey(int id, String name, String secret, String owner, boolean readOnly) {}

    private record User(String password, boolean readOnly) {}

    private record Grant(String user, Instant expires) {}

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, User> users = new HashMap<>();
    private final Map<String, Grant> access = new HashMap<>();
    private final Map<String, Grant> refresh = new HashMap<>();
    private final Map<Integer, ClientKey> keys = new TreeMap<>();
    private final Map<String, ClientKey> keysBySecret = new HashMap<>();
    private int nextKeyId = 1;

    Accounts(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void addUser(String name, String password, boolean readOnly) {
        users.put(name, new User(password, readOnly));
    }

    synchronized void changePassword(String name, String password) {
        User user = users.get(name);
        if (user == null) {
            throw new IllegalArgumentException("no such user: " + name);
        }
        users.put(name, new User(password, user.readOnly()));
    }

    synchronized boolean passwordIs(String name, String password) {
        User user = users.get(name);
        return user != null && user.password().equals(password);
    }

    synchronized String newAccessToken(String user) {
        return issue(access, user, ACCESS_LIFE);
    }

    synchronized String newRefreshToken(String user) {
        return issue(refresh, user, REFRESH_LIFE);
    }

    private String issue(Map<String, Grant> grants, String user, Duration life) {
        String token = "eyJlbXUi." + secret(20) + "." + secret(24);
        grants.put(token, new Grant(user, clock.instant().plus(life)));
        return token;
    }

    /** The user of this refresh token, or null when it is unknown or has expired. */
    synchronized String refreshedUser(String token) {
        return userOf(refresh, token);
    }

    private String userOf(Map<String, Grant> grants, String token) {
        Grant grant = token == null ? null : grants.get(token);
        return grant != null && clock.instant().isBefore(grant.expires()) ? grant.user() : null;
    }

    synchronized void expireAccessTokens() {
        access.clear();
    }

    synchronized void expireRefreshTokens() {
        refresh.clear();
    }

    synchronized ClientKey newKey(String name, String owner, boolean readOnly) {
        return addKey(name, secret(6) + "." + secret(20), owner, readOnly);
    }

    synchronized ClientKey addKey(String name, String secret, String owner, boolean readOnly) {
        ClientKey key = new ClientKey(nextKeyId++, name, secret, owner, readOnly);
        keys.put(key.id(), key);
        keysBySecret.put(secret, key);
        return key;
    }

    synchronized boolean revoke(String secret) {
        ClientKey key = keysBySecret.remove(secret);
        return key != null && keys.remove(key.id()) != null;
    }

    synchronized ClientKey key(int id) {
        return keys.get(id);
    }

    synchronized List<ClientKey> keys() {
        return new ArrayList<>(keys.values());
    }

    synchronized boolean readOnly(String user) {
        User known = users.get(user);
        return known != null && known.readOnly();
    }

    /** Whom this Authorization header speaks for, or null when nobody known. */
    synchronized Caller caller(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            String user =
                    userOf(access, authorization.substring("Bearer ".length()).trim());
            return user == null ? null : new Caller(user, readOnly(user), false);
        }
        if (authorization.startsWith("Api-Key ")) {
            ClientKey key = keysBySecret.get(
                    authorization.substring("Api-Key ".length()).trim());
            return key == null ? null : new Caller(key.owner(), key.readOnly(), true);
        }
        return null;
    }

    private String secret(int bytes) {
        return new BigInteger(8 * bytes, random).setBit(8 * bytes - 1).toString(36);
    }
}
