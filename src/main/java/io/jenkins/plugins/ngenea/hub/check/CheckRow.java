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
    static Thing needed(String thing) {
        return new Thing(thing, true);
    }

    static Thing useful(String thing) {
        return new Thing(thing, false);
    }

    /** What a row is about, before it is known what is to be said of it. */
    record Thing(String name, boolean needed) {
        CheckRow is(Finding finding, String here, String then) {
            return new CheckRow(name, needed, finding, here, then);
        }

        CheckRow seen(String here, String then) {
            return is(Finding.SEEN, here, then);
        }

        CheckRow assumed(String here, String then) {
            return is(Finding.ASSUMED, here, then);
        }

        CheckRow contradicted(String here, String then) {
            return is(Finding.CONTRADICTED, here, then);
        }
    }

    /** Whether a run cannot do what it promises. */
    public boolean isTrouble() {
        return needed && finding == Finding.CONTRADICTED;
    }
}
