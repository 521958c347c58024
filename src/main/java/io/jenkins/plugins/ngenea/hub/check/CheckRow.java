package io.jenkins.plugins.ngenea.hub.check;

/**
 * One thing that the plugin needs or can use.
 *
 * @param thing what it is
 * @param needed whether runs cannot do what they promise without it
 * @param here what is known of it at this Hub
 * @param then what the plugin does about it
 */
public record CheckRow(String thing, boolean needed, Finding finding, String here, String then) {
    static CheckRow needed(String thing, Finding finding, String here, String then) {
        return new CheckRow(thing, true, finding, here, then);
    }

    static CheckRow useful(String thing, Finding finding, String here, String then) {
        return new CheckRow(thing, false, finding, here, then);
    }

    /** Whether a run cannot do what it promises. */
    public boolean isTrouble() {
        return needed && finding == Finding.CONTRADICTED;
    }
}
