package io.jenkins.plugins.ngenea.hub.check;

import java.util.List;

/** What the Hub lists for forms, and what it says of itself. */
record OfferRows(Look workflows, Look sites) {
    List<CheckRow> rows() {
        return List.of(
                offered("the list of workflows", workflows, Finding.DOCUMENTED),
                offered("the list of sites", sites, Finding.ASSUMED));
    }

    private static CheckRow offered(String thing, Look look, Finding before) {
        String otherwise = "Forms offer none; any name can be entered.";
        if (!look.isThere()) {
            return CheckRow.useful(thing, look.finding(before), look.sentence(), otherwise);
        }
        if (look.items() == null) {
            return CheckRow.useful(thing, Finding.CONTRADICTED, "The answer is no list.", otherwise);
        }
        boolean named = look.items().isEmpty()
                || look.items().get(0).isTextual()
                || look.items().get(0).path("name").isTextual();
        return named
                ? CheckRow.useful(
                        thing,
                        Finding.SEEN,
                        look.answer().isArray() ? "It comes without pages." : "It comes in pages.",
                        "Forms offer what is in it.")
                : CheckRow.useful(thing, Finding.CONTRADICTED, "Its items have no name.", otherwise);
    }

    static List<CheckRow> health(Look health, Look alerts) {
        return List.of(
                told(
                        "the Hub's health",
                        health,
                        health.answer().path("overall_health").isTextual(),
                        "It is shown where the connection is tested."),
                told(
                        "the Hub's alerts",
                        alerts,
                        alerts.items() != null,
                        "The log of a job that waits for long tells the site's."));
    }

    private static CheckRow told(String thing, Look look, boolean known, String then) {
        String otherwise = "Nothing is said of it.";
        if (!look.isThere()) {
            return CheckRow.useful(thing, look.finding(Finding.DOCUMENTED), look.sentence(), otherwise);
        }
        return known
                ? CheckRow.useful(thing, Finding.SEEN, "It is told.", then)
                : CheckRow.useful(thing, Finding.CONTRADICTED, "The answer is another than the manual's.", otherwise);
    }
}
