package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.config.HubForms;
import io.jenkins.plugins.ngenea.config.HubOffers;
import io.jenkins.plugins.ngenea.config.TimeLimit;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the form of a workflow offers, and what it says while somebody types. What a Hub does not know is a warning, never
 * an error: it may know it when the build runs.
 *
 * @param item null where a form stands in no item
 * @param hub name as it stands in the form
 * @param credentialsId as it stands in the form
 */
public record WorkflowChecks(@CheckForNull Item item, String hub, String credentialsId) {
    private static final int NAMES_SHOWN = 10;

    /** What the Hub's manual names (documented). */
    private static final Set<String> KNOWN_DISCOVERIES = Set.of("recursive", "snapdiff");

    private List<WorkflowInfo> workflows() {
        return HubOffers.get().workflows(item, hub, credentialsId).get();
    }

    private List<String> sites() {
        return HubOffers.get().sites(item, hub, credentialsId).get();
    }

    /** Those that can be submitted. */
    ComboBoxModel offeredWorkflows() {
        return new ComboBoxModel(names(workflows()));
    }

    ComboBoxModel offeredSites() {
        return new ComboBoxModel(sites());
    }

    private static List<String> names(List<WorkflowInfo> workflows) {
        return workflows.stream()
                .filter(WorkflowInfo::enabled)
                .map(WorkflowInfo::name)
                .toList();
    }

    /**
     * Whether a workflow is named that the Hub has; if so, which fields it takes, and which of those are missing.
     *
     * @param fieldNames those that the form has, one on each line; null if that is not known
     */
    FormValidation workflow(String given, @CheckForNull String fieldNames) {
        String name = Util.fixEmptyAndTrim(given);
        if (name == null) {
            return FormValidation.error(Messages.WorkflowChecks_EnterWorkflow());
        }
        if (HubForms.isExpression(name)) {
            return FormValidation.ok();
        }
        List<WorkflowInfo> workflows = workflows();
        Optional<WorkflowInfo> found =
                workflows.stream().filter(each -> each.name().equals(name)).findFirst();
        if (found.isPresent()) {
            return found.get().enabled()
                    ? fieldsOf(found.get(), fieldNames)
                    : FormValidation.warning(Messages.WorkflowChecks_WorkflowDisabled(name));
        }
        return workflows.isEmpty()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.WorkflowChecks_NoWorkflow(name, shown(names(workflows))));
    }

    private static FormValidation fieldsOf(WorkflowInfo workflow, String fieldNames) {
        if (workflow.parameters().isEmpty()) {
            return FormValidation.ok();
        }
        String fields = workflow.parameters().stream()
                .limit(NAMES_SHOWN)
                .map(WorkflowChecks::field)
                .collect(Collectors.joining("; "));
        int more = workflow.parameters().size() - NAMES_SHOWN;
        String all =
                Messages.WorkflowChecks_Fields(more > 0 ? Messages.WorkflowChecks_MoreFields(fields, more) : fields);
        List<String> missing = missing(workflow, fieldNames);
        return missing.isEmpty()
                ? FormValidation.ok(all)
                : FormValidation.warning(
                        Messages.WorkflowChecks_MissingFields(workflow.name(), shown(missing)) + " " + all);
    }

    /** The fields that a request must have, and the form has not, as far as is known. */
    private static List<String> missing(WorkflowInfo workflow, @CheckForNull String fieldNames) {
        if (fieldNames == null || HubForms.isExpression(fieldNames)) {
            return List.of();
        }
        Set<String> given = fieldNames.lines().map(String::strip).collect(Collectors.toSet());
        return workflow.parameters().stream()
                .filter(field -> isNeeded(field) && !given.contains(field.name()))
                .map(WorkflowInfo.Parameter::name)
                .toList();
    }

    private static String field(WorkflowInfo.Parameter field) {
        String kind = field.choices().isEmpty() ? field.type() : Messages.WorkflowChecks_OneOf(shown(field.choices()));
        String byDefault = field.byDefault().isEmpty() ? "" : Messages.WorkflowChecks_FieldDefault(field.byDefault());
        String details =
                List.of(kind, byDefault, isNeeded(field) ? Messages.WorkflowChecks_FieldRequired() : "").stream()
                        .filter(detail -> !detail.isEmpty())
                        .collect(Collectors.joining(", "));
        return field.name() + (details.isEmpty() ? "" : " (" + details + ")");
    }

    private static boolean isNeeded(WorkflowInfo.Parameter field) {
        return field.required() && field.byDefault().isEmpty();
    }

    /**
     * Whether the workflow has a field.
     *
     * @param workflow its name as it stands in the form
     * @param given name of the field that is looked at
     */
    FormValidation fieldName(String workflow, String given) {
        String name = Util.fixEmptyAndTrim(given);
        if (name == null) {
            return FormValidation.error(Messages.WorkflowChecks_EnterFieldName());
        }
        if (HubForms.isExpression(name)) {
            return FormValidation.warning(Messages.WorkflowChecks_VariableInFieldName(name));
        }
        List<WorkflowInfo.Parameter> fields = fields(workflow);
        if (fields.isEmpty()) {
            return FormValidation.ok();
        }
        List<String> names = fields.stream().map(WorkflowInfo.Parameter::name).toList();
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(field -> FormValidation.ok(field(field)))
                .orElseGet(() ->
                        FormValidation.warning(Messages.WorkflowChecks_NoField(workflow.strip(), name, shown(names))));
    }

    /** Those of a workflow; empty if they are not known. */
    private List<WorkflowInfo.Parameter> fields(String workflow) {
        String name = Util.fixNull(workflow).strip();
        return name.isEmpty() || HubForms.isExpression(name)
                ? List.of()
                : workflows().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .map(WorkflowInfo::parameters)
                        .orElse(List.of());
    }

    ComboBoxModel offeredFields(String workflow) {
        return new ComboBoxModel(
                fields(workflow).stream().map(WorkflowInfo.Parameter::name).toList());
    }

    /** The choices of a field, or its default, or what a boolean can be. */
    ComboBoxModel offeredValues(String workflow, String name) {
        String wanted = Util.fixNull(name).strip();
        return new ComboBoxModel(fields(workflow).stream()
                .filter(field -> field.name().equals(wanted))
                .findFirst()
                .map(WorkflowChecks::values)
                .orElse(List.of()));
    }

    private static List<String> values(WorkflowInfo.Parameter field) {
        if (!field.choices().isEmpty()) {
            return field.choices();
        }
        if (field.type().toLowerCase(Locale.ROOT).startsWith("bool")) {
            return List.of("true", "false");
        }
        return field.byDefault().isEmpty() ? List.of() : List.of(field.byDefault());
    }

    /** Whether a site is given, here or by the Hub, the Hub has it, and the Hub does not say that it is critical. */
    FormValidation site(String given) {
        if (!HubForms.mayConfigure(item)) {
            return FormValidation.ok();
        }
        String own = Util.fixEmptyAndTrim(given);
        String site = own == null ? HubForms.defaultSite(item, hub) : own;
        if (site == null) {
            // without a Hub, its own field says so
            boolean hubIsKnown = HubForms.checkHub(item, hub).kind == FormValidation.Kind.OK;
            return item == null || !hubIsKnown || HubForms.isExpression(Util.fixNull(hub))
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.WorkflowChecks_EnterSite());
        }
        return HubForms.isExpression(site) ? FormValidation.ok() : siteOnHub(site);
    }

    private FormValidation siteOnHub(String site) {
        // both are asked for before either is waited for
        Supplier<List<HubHealth>> health = HubOffers.get().health(item, hub, credentialsId);
        List<String> sites = sites();
        if (!sites.isEmpty() && !sites.contains(site)) {
            return FormValidation.warning(Messages.WorkflowChecks_NoSite(site, shown(sites)));
        }
        return health.get().stream().anyMatch(each -> each.isCritical(site))
                ? FormValidation.warning(Messages.WorkflowChecks_SiteCritical(site))
                : FormValidation.ok();
    }

    /** Whether the kind of discovery is one that the manual names or a workflow of the Hub uses. */
    FormValidation discovery(String given) {
        String discovery = Discovery.normalise(given);
        if (discovery == null
                || discovery.equals(Discovery.NONE)
                || KNOWN_DISCOVERIES.contains(discovery)
                || HubForms.isExpression(discovery)
                || !HubForms.mayConfigure(item)
                || workflows().stream().anyMatch(workflow -> discovery.equals(workflow.discovery()))) {
            return FormValidation.ok();
        }
        return FormValidation.warning(Messages.WorkflowChecks_Discovery(discovery));
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN
                ? Messages.WorkflowChecks_MoreNames(first, names.size() - NAMES_SHOWN)
                : first;
    }

    /** Whether paths are given in one of the two ways, and are absolute. */
    static FormValidation paths(String paths, String pathsFile, @CheckForNull String keptPaths) {
        boolean listed = Util.fixEmptyAndTrim(paths) != null;
        boolean inFile = Util.fixEmptyAndTrim(pathsFile) != null;
        if (listed && inFile) {
            return FormValidation.error(Messages.WorkflowChecks_EitherPaths());
        }
        if (!listed && !inFile) {
            return FormValidation.error(Messages.WorkflowChecks_EnterPath());
        }
        String text = Util.fixNull(paths);
        if (KeptByForm.isShown(keptPaths, text)) {
            return FormValidation.warning(Messages.WorkflowChecks_KeptPaths());
        }
        return (PathList.hasMark(text) ? text.substring(1) : text)
                .lines()
                .filter(path -> !path.isBlank() && !path.startsWith("/") && !path.startsWith("$"))
                .findFirst()
                .map(path -> FormValidation.warning(Messages.WorkflowChecks_RelativePath(path)))
                .orElseGet(FormValidation::ok);
    }

    /** Whether a timeout is one and somebody waits for it. */
    public static FormValidation timeout(String timeout, boolean wait) {
        try {
            return TimeLimit.seconds(timeout) > 0 && !wait
                    ? FormValidation.error(Messages.WorkflowChecks_TimeoutWithoutWait())
                    : FormValidation.ok();
        } catch (IllegalArgumentException e) {
            // a script's name for it is no word of the form
            return FormValidation.error(e.getMessage().replace("'timeout'", Messages.WorkflowChecks_Timeout()));
        }
    }
}
