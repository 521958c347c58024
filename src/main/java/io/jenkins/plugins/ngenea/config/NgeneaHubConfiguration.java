package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.Connection.HubGoneException;
import io.jenkins.plugins.ngenea.hub.model.JobLink;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The Hubs of this Jenkins. */
@Extension
@Symbol("ngeneaHub")
public final class NgeneaHubConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<NgeneaHub> hubs = new ArrayList<>();

    public static NgeneaHubConfiguration get() {
        return ExtensionList.lookupSingleton(NgeneaHubConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.NgeneaHub_DisplayName();
    }

    public List<NgeneaHub> getHubs() {
        return hubs;
    }

    /**
     * @throws IllegalArgumentException if one has no name or no usable URL, if two have one name (jobs could mean either),
     *     if several are the default, or if the
     *     page of a job is wrong; the message names the Hub
     */
    @DataBoundSetter
    public void setHubs(List<NgeneaHub> hubs) {
        List<NgeneaHub> wanted = present(hubs);
        problem(wanted).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        List<NgeneaHub> before = this.hubs;
        HubRuntime.get()
                .slots()
                .limitsChanged(
                        () -> this.hubs = wanted,
                        HubChanges.renamed(before, wanted),
                        wanted.stream().map(NgeneaHub::getName).collect(Collectors.toSet()));
        save();
        HubChanges.tellRecords(before, wanted);
    }

    private static List<NgeneaHub> present(@CheckForNull List<NgeneaHub> hubs) {
        return hubs == null
                ? new ArrayList<>()
                : hubs.stream().filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Why Hubs cannot be saved, in a sentence. */
    private static Optional<String> problem(List<NgeneaHub> hubs) {
        return hubs.stream()
                .map(NgeneaHub::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> wrongJobPage(hubs))
                .or(() -> nameOfSeveral(hubs).map(NgeneaHubConfiguration::severalOf))
                .or(() -> severalDefaults(
                        hubs.stream().filter(NgeneaHub::isDefaultHub).toList()));
    }

    private static Optional<String> severalDefaults(List<NgeneaHub> defaults) {
        return defaults.size() < 2
                ? Optional.empty()
                : Optional.of("Several Ngenea Hubs are the default Hub: " + names(defaults) + ". Select one.");
    }

    private static Optional<String> nameOfSeveral(List<NgeneaHub> hubs) {
        Set<String> names = new HashSet<>();
        return hubs.stream()
                .map(NgeneaHub::getName)
                .filter(name -> !names.add(name))
                .findFirst();
    }

    private static Optional<String> wrongJobPage(List<NgeneaHub> hubs) {
        return hubs.stream()
                .filter(hub -> JobLink.problem(hub.getJobPage()) != null)
                .map(hub -> "Ngenea Hub '" + hub.getName() + "': " + JobLink.problem(hub.getJobPage()))
                .findFirst();
    }

    private static String severalOf(String name) {
        return "Several Ngenea Hubs have the name '" + name
                + "'. Jobs select a Hub by name: give each Hub a unique name.";
    }

    /** How many jobs the Hub of this name may have at once; 0 for any number. */
    int maxJobs(String name) {
        return hubs.stream()
                .filter(hub -> hub.getName().equals(name))
                .mapToInt(NgeneaHub::getMaxJobs)
                .findFirst()
                .orElse(0);
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        // a form without any Hub has no "hubs" at all
        List<NgeneaHub> entered = req.bindJSONToList(NgeneaHub.class, json.get("hubs"));
        Optional<String> problem = problem(entered);
        if (problem.isPresent()) {
            throw new FormException(problem.get(), "hubs");
        }
        setHubs(entered);
        return true;
    }

    @Override
    public synchronized void load() {
        super.load();
        // a person may have written the file
        hubs = present(hubs);
    }

    /** The Hubs that builds of an item may use; all of them for null. */
    public List<NgeneaHub> openTo(Item item) {
        return hubs.stream().filter(hub -> item == null || hub.isOpenTo(item)).toList();
    }

    /**
     * The one of several Hubs that a job means that names none: the one which the administrator made the default, else the
     * first. So a second Hub breaks no job.
     *
     * @param open not empty
     */
    static NgeneaHub byDefault(List<NgeneaHub> open) {
        return open.stream().filter(NgeneaHub::isDefaultHub).findFirst().orElse(open.get(0));
    }

    /**
     * The Hub that a job means.
     *
     * @param name blank or null for the default
     * @param item null where a form stands in no item: then any Hub
     * @throws ConnectionException if there is none of that name that the item may use
     */
    public NgeneaHub find(String name, @CheckForNull Item item) throws ConnectionException {
        List<NgeneaHub> open = openTo(item);
        String who = item == null ? "this form" : item.getFullName();
        if (open.isEmpty()) {
            throw new ConnectionException(
                    hubs.isEmpty()
                            ? "No Ngenea Hub is configured. An administrator can add one under"
                                    + " Manage Jenkins, System, Ngenea Hub."
                            : "No Ngenea Hub is available to " + who
                                    + ". An administrator can allow its folder under Manage Jenkins, System,"
                                    + " Ngenea Hub.");
        }
        String wanted = Util.fixEmptyAndTrim(name);
        if (wanted == null) {
            boolean isDefaultClosed = open.stream().noneMatch(NgeneaHub::isDefaultHub)
                    && hubs.stream().anyMatch(NgeneaHub::isDefaultHub);
            if (isDefaultClosed && open.size() > 1) {
                throw new ConnectionException(
                        "The default Ngenea Hub is not available to " + who + ". Select one of: " + names(open) + ".");
            }
            return byDefault(open);
        }
        List<NgeneaHub> called =
                open.stream().filter(hub -> hub.getName().equals(wanted)).toList();
        if (called.isEmpty()) {
            throw new ConnectionException(
                    "No Ngenea Hub '" + wanted + "' is available to this job. Available: " + names(open) + ".");
        }
        if (called.size() > 1) {
            throw new ConnectionException(
                    severalOf(wanted) + " An administrator can do so under Manage Jenkins, System, Ngenea Hub.");
        }
        return called.get(0);
    }

    /**
     * The Hub that has the job of a record: the one at its address, whatever that is called by now; by its name if no address
     * was written down.
     *
     * @param item null if the build and its job are gone
     * @throws HubGoneException if no Hub has that address any more
     * @throws ConnectionException if the item may not use it, or there is none of that name
     */
    public NgeneaHub find(JournalEntry of, @CheckForNull Item item) throws ConnectionException {
        List<NgeneaHub> there = hubs.stream()
                .filter(hub -> of.hubUrl().isEmpty()
                        ? hub.getName().equals(of.hub())
                        : of.hubUrl().equals(hub.address()))
                .sorted(Comparator.comparing(hub -> !hub.getName().equals(of.hub())))
                .toList();
        if (there.isEmpty() && !of.hubUrl().isEmpty()) {
            throw new HubGoneException("Hub '" + of.hub() + "' is no longer configured at " + of.hubUrl()
                    + ". An administrator can add it under Manage Jenkins, System, Ngenea Hub.");
        }
        if (of.hubUrl().isEmpty() && item != null) {
            return find(of.hub(), item);
        }
        return there.stream()
                .filter(hub -> item == null || hub.isOpenTo(item))
                .findFirst()
                .orElseThrow(() -> new ConnectionException("Ngenea Hub '" + of.hub() + "' is no longer "
                        + (item == null ? "configured." : "available to this job.")));
    }

    /**
     * A Hub that was chosen some time ago: the one at its address, whatever that is called by now; else the one of its name.
     *
     * @throws ConnectionException if there is none that the item may use
     */
    public NgeneaHub find(String name, String url, @NonNull Item item) throws ConnectionException {
        Optional<NgeneaHub> there = openTo(item).stream()
                .filter(hub -> url.equals(hub.address()))
                .min(Comparator.comparing(hub -> !hub.getName().equals(name)));
        return there.isPresent() ? there.get() : find(name, item);
    }

    private static String names(List<NgeneaHub> hubs) {
        return hubs.stream().map(NgeneaHub::getName).collect(Collectors.joining(", "));
    }
}
