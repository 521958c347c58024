package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.ngenea.follow.Connection.ConnectionException;
import java.util.ArrayList;
import java.util.List;
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
        return "Ngenea Hub";
    }

    public List<NgeneaHub> getHubs() {
        return hubs;
    }

    @DataBoundSetter
    public void setHubs(List<NgeneaHub> hubs) {
        this.hubs = hubs == null ? new ArrayList<>() : new ArrayList<>(hubs);
        save();
        HubEngine.get().places().limitsChanged();
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
    public boolean configure(StaplerRequest2 req, JSONObject json) {
        // a form without any Hub has no "hubs" at all
        setHubs(req.bindJSONToList(NgeneaHub.class, json.get("hubs")));
        return true;
    }

    /** The Hubs that builds of an item may use; all of them for null. */
    public List<NgeneaHub> openTo(Item item) {
        return hubs.stream().filter(hub -> item == null || hub.isOpenTo(item)).toList();
    }

    /**
     * The Hub that a job means.
     *
     * @param name blank or null for the only one
     * @throws ConnectionException if there is none of that name that the item may use, or no name and not just one
     */
    public NgeneaHub find(String name, @NonNull Item item) throws ConnectionException {
        List<NgeneaHub> open = openTo(item);
        if (open.isEmpty()) {
            throw new ConnectionException(
                    hubs.isEmpty()
                            ? "No Ngenea Hub is configured. An administrator adds one under"
                                    + " Manage Jenkins, System, Ngenea Hub."
                            : "No Ngenea Hub is open to " + item.getFullName()
                                    + ". An administrator can open one to its folder under Manage Jenkins, System,"
                                    + " Ngenea Hub.",
                    null);
        }
        String wanted = Util.fixEmptyAndTrim(name);
        if (wanted == null) {
            if (open.size() == 1) {
                return open.get(0);
            }
            throw new ConnectionException(
                    "There are several Ngenea Hubs; say which one with 'hub': " + names(open) + ".", null);
        }
        return open.stream()
                .filter(hub -> hub.getName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        "There is no Ngenea Hub '" + wanted + "' for this job. There is: " + names(open) + ".", null));
    }

    private static String names(List<NgeneaHub> hubs) {
        return hubs.stream().map(NgeneaHub::getName).collect(Collectors.joining(", "));
    }
}
