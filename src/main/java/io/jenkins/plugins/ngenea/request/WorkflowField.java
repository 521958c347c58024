package io.jenkins.plugins.ngenea.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.config.HubForms;
import io.jenkins.plugins.ngenea.paths.FieldNumber;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * One runtime parameter of a custom workflow, as a form holds it. Scripts write a map instead, whose numbers and booleans
 * stay what they are.
 */
public final class WorkflowField implements Describable<WorkflowField>, Serializable {
    private static final long serialVersionUID = 1L;

    /** What the value is in the request. */
    public enum Type {
        STRING,
        NUMBER,
        BOOLEAN,
        /** A list or map, in JSON. */
        JSON
    }

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String name;
    private final String value;
    private final String type;

    /** Why there is no value; null if there is one. Only in a step, which is not written down with it. */
    private final transient String problem;

    /**
     * @param type one of {@link Type} or a usual word for it, in any case; nothing means STRING, and {@link #toMap} refuses anything
     *     else
     */
    @DataBoundConstructor
    public WorkflowField(String name, String value, String type) {
        this(name, value, type, null);
    }

    private WorkflowField(String name, String value, String type, String problem) {
        this.name = Util.fixNull(name).strip();
        this.value = Util.fixNull(value);
        Type known = typeOf(type);
        this.type = known == null ? Util.fixNull(type).strip() : known.name().toLowerCase(Locale.ROOT);
        this.problem = problem;
    }

    /**
     * Stands for what a script gave in place of fields; {@link #toMap} will say so.
     *
     * @param problem a sentence
     */
    public static WorkflowField unusable(String problem) {
        return new WorkflowField("", "", "", problem);
    }

    /** A file may lack any of the three. */
    protected Object readResolve() {
        return new WorkflowField(name, value, type);
    }

    /** Null if nobody knows. The Hub's words for types are among those it knows. */
    private static Type typeOf(String text) {
        return switch (Util.fixNull(text).strip().toLowerCase(Locale.ROOT)) {
            case "", "string", "text" -> Type.STRING;
            case "number", "int", "integer", "float" -> Type.NUMBER;
            case "boolean", "bool" -> Type.BOOLEAN;
            case "json" -> Type.JSON;
            default -> null;
        };
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    /** For the form: the value, if its line does not show it as it is; else null. */
    @CheckForNull
    public String getKeptValue() {
        return KeptByForm.value(value);
    }

    public String getType() {
        return type;
    }

    /**
     * The same field with the variables of a build replaced in it; in JSON in each of its texts, which stay texts.
     *
     * @param expansion replaces the variables of a text
     */
    public WorkflowField expanded(UnaryOperator<String> expansion) {
        if (typeOf(type) != Type.JSON) {
            return new WorkflowField(name, expansion.apply(value), type);
        }
        try {
            return new WorkflowField(name, json(expanded(typedValue(), expansion)), type);
        } catch (IllegalArgumentException e) {
            // said when its value is asked for
            return this;
        }
    }

    private static Object expanded(Object value, UnaryOperator<String> expansion) {
        if (value instanceof String text) {
            return expansion.apply(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> expanded(each, expansion)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new TreeMap<>();
            map.forEach((key, each) -> all.put((String) key, expanded(each, expansion)));
            return all;
        }
        return value;
    }

    /**
     * The value as the request carries it.
     *
     * @throws IllegalArgumentException if the text is not of the type
     */
    public Object typedValue() {
        Type known = typeOf(type);
        if (known == null) {
            throw new IllegalArgumentException(
                    "Field '" + name + "' has the type '" + type + "'. It must be string, number, boolean or json.");
        }
        return switch (known) {
            case STRING -> value;
            case BOOLEAN -> bool();
            case NUMBER -> number();
            case JSON -> parsed();
        };
    }

    private Object parsed() {
        try {
            return ScriptValue.plain(MAPPER.readValue(value, Object.class), "fields." + name);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Field '" + name + "' must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Boolean bool() {
        String text = value.strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("Field '" + name + "' must be true or false, not '" + value + "'.");
    }

    private Number number() {
        try {
            return FieldNumber.parse(value.strip());
        } catch (IllegalArgumentException e) {
            boolean isNumber = !(e.getCause() instanceof NumberFormatException);
            throw new IllegalArgumentException(
                    "Field '" + name + "' must be " + e.getMessage() + (isNumber ? "." : ", not '" + value + "'."), e);
        }
    }

    /**
     * The fields as the request carries them.
     *
     * @throws AbortException if one has no name, is there twice, or has a value that is not of its type
     */
    public static Map<String, Object> toMap(List<WorkflowField> fields) throws AbortException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (WorkflowField field : fields) {
            if (field.problem != null) {
                throw new AbortException(field.problem + " Nothing was submitted.");
            }
            if (field.name.isEmpty()) {
                throw new AbortException(
                        "A field with the value '" + field.value + "' has no name. Nothing was submitted.");
            }
            try {
                if (map.put(field.name, field.typedValue()) != null) {
                    throw new AbortException("Field '" + field.name + "' is specified twice. Nothing was submitted.");
                }
            } catch (IllegalArgumentException e) {
                throw new AbortException(e.getMessage() + " Nothing was submitted.");
            }
        }
        return map;
    }

    /**
     * The fields as a form holds them, sorted: a script's map arrives in any order, and the same request must always be the
     * same text.
     *
     * @throws IllegalArgumentException if a value is none that JSON knows; the message says where
     */
    public static List<WorkflowField> fromMap(Map<?, ?> map) {
        List<WorkflowField> fields = new ArrayList<>();
        map.forEach(
                (name, value) -> fields.add(new WorkflowField(String.valueOf(name), text(name, value), type(value))));
        fields.sort(Comparator.comparing(WorkflowField::getName));
        return fields;
    }

    private static String type(Object value) {
        if (ScriptValue.isNested(value)) {
            return Type.JSON.name();
        }
        Type type = value instanceof Number ? Type.NUMBER : value instanceof Boolean ? Type.BOOLEAN : Type.STRING;
        return type.name();
    }

    private static String text(Object name, Object value) {
        Object plain = ScriptValue.plain(value, "fields." + name);
        return ScriptValue.isNested(plain) ? json(plain) : plain.toString();
    }

    /** Form of one field. */
    @Extension
    @Symbol("workflowField")
    public static final class DescriptorImpl extends Descriptor<WorkflowField> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WorkflowField_DisplayName();
        }

        @Override
        public WorkflowField newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            WorkflowField made = super.newInstance(request, form);
            return KeptByForm.value(form)
                    .map(value -> new WorkflowField(made.name, value, made.type))
                    .orElse(made);
        }

        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel types = new ListBoxModel();
            for (Type type : Type.values()) {
                types.add(type.name().toLowerCase(Locale.ROOT));
            }
            return types;
        }

        /** The fields of the workflow of the form around this one. */
        @POST
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String workflow,
                @RelativePath("..") @QueryParameter String hub,
                @RelativePath("..") @QueryParameter String credentialsId) {
            return new WorkflowChecks(item, hub, credentialsId).offeredFields(workflow);
        }

        /** What that workflow takes for a field. */
        @POST
        public ComboBoxModel doFillValueItems(
                @AncestorInPath Item item,
                @QueryParameter String name,
                @RelativePath("..") @QueryParameter String workflow,
                @RelativePath("..") @QueryParameter String hub,
                @RelativePath("..") @QueryParameter String credentialsId) {
            return new WorkflowChecks(item, hub, credentialsId).offeredValues(workflow, name);
        }

        /** Whether the workflow of the form around this one has such a field. */
        @POST
        public FormValidation doCheckName(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @RelativePath("..") @QueryParameter String workflow,
                @RelativePath("..") @QueryParameter String hub,
                @RelativePath("..") @QueryParameter String credentialsId) {
            return new WorkflowChecks(item, hub, credentialsId).fieldName(workflow, value);
        }

        @POST
        public FormValidation doCheckValue(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String type,
                @QueryParameter String name) {
            if (!HubForms.mayConfigure(item) || Util.fixNull(value).contains("$")) {
                return FormValidation.ok();
            }
            try {
                new WorkflowField(Util.fixNull(name).isBlank() ? "value" : name, value, type).typedValue();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
