package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.check.CheckRow.Thing;
import java.util.List;

/** What the Hub lists for forms, and what it says of itself. */
record OfferRows(Look workflows, Look sites) {
    List<CheckRow> rows() {
        return List.of(
                offered(CheckRow.useful("the list of workflows"), workflows, Finding.DOCUMENTED),
                offered(CheckRow.useful("the list of sites"), sites, Finding.ASSUMED));
    }

    private static CheckRow offered(Thing thing, Look look, Finding before) {
        String otherwise = "Forms offer none; any name can be entered.";
        if (!look.isThere()) {
            return thing.is(look.finding(before), look.sentence(), otherwise);
        }
        if (look.items() == null) {
            return thing.contradicted("The answer is no list.", otherwise);
        }
        boolean named = look.items().isEmpty()
                || look.items().get(0).isTextual()
                || look.items().get(0).path("name").isTextual();
        return named
                ? thing.seen(
                        look.answer().isArray() ? "It comes without pages." : "It comes in pages.",
                        "Forms offer what is in it.")
                : thing.contradicted("Its items have no name.", otherwise);
    }

    static List<CheckRow> health(Look health, Look alerts) {
        return List.of(
                told(
                        CheckRow.useful("the Hub's health"),
                        health,
                        health.answer().path("overall_health").isTextual(),
                        "It is shown where the connection is tested."),
                told(
                        CheckRow.useful("the Hub's alerts"),
                        alerts,
                        alerts.items() != null,
                        "The log of a job that has waited for ten minutes shows those of its site."));
    }

    private static CheckRow told(Thing thing, Look look, boolean known, String then) {
        String otherwise = "It is not shown.";
        if (!look.isThere()) {
            return thing.is(look.finding(Finding.DOCUMENTED), look.sentence(), otherwise);
        }
        return known
                ? thing.seen("The Hub shows it.", then)
                : thing.contradicted("The answer differs from the manual's.", otherwise);
    }
}
