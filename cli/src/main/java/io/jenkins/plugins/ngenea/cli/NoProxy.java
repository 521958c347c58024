package io.jenkins.plugins.ngenea.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy: names with all below them, addresses, networks like {@code 10.0.0.0/8}, or
 * {@code *} for all; as curl reads them. An entry may have a port, too, which curl's cannot.
 */
record NoProxy(List<String> entries) {
    private static final Pattern ENTRY = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:]*)|(.*:.*:.*?))(?::(\\d{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

    static NoProxy parse(String text) {
        return new NoProxy(Arrays.stream(text.split("[,\\s]+"))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean contains(URI uri) {
        String host = withoutTrailingDot(plain(uri.getHost().toLowerCase(Locale.ROOT)));
        return entries.stream().anyMatch(entry -> contains(entry, host, uri.getPort()));
    }

    private static boolean contains(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = plain(entry);
        if (!name.contains("/") && address(name) == null) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches() && matcher.group(4) != null) {
                if (!matcher.group(4).equals(String.valueOf(port))) {
                    return false;
                }
                name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            }
        }
        byte[] address = address(host);
        return address == null ? isBelow(host, name) : isIn(address, name);
    }

    private static boolean isBelow(String host, String name) {
        String domain = withoutTrailingDot(name.startsWith(".") ? name.substring(1) : name);
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean isIn(byte[] address, String network) {
        int slash = network.indexOf('/');
        byte[] base = address(slash < 0 ? network : network.substring(0, slash));
        if (base == null || base.length != address.length) {
            return false;
        }
        int bits = base.length * Byte.SIZE;
        if (slash >= 0) {
            String given = network.substring(slash + 1);
            if (!given.matches("\\d{1,3}") || Integer.parseInt(given) > bits) {
                return false;
            }
            bits = Integer.parseInt(given);
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> i % Byte.SIZE;
            if (((base[i / Byte.SIZE] ^ address[i / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Null if it is no address but a name; nothing is looked up. */
    private static byte[] address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String withoutTrailingDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
