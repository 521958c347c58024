package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
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
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
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
        BOOLEAN
    }

    private final String name;
    private final String value;
    private final String type;

    /**
     * @param type one of {@link Type}, any case; anything else means STRING
     */
    @DataBoundConstructor
    public WorkflowField(String name, String value, String type) {
        this.name = Util.fixNull(name).strip();
        this.value = Util.fixNull(value);
        this.type = typeOf(type).name().toLowerCase(Locale.ROOT);
    }

    /** A file may lack any of the three. */
    protected Object readResolve() {
        return new WorkflowField(name, value, type);
    }

    private static Type typeOf(String text) {
        for (Type type : Type.values()) {
            if (type.name().equalsIgnoreCase(Util.fixNull(text).strip())) {
                return type;
            }
        }
        return Type.STRING;
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    public String getType() {
        return type;
    }

    /** The same field with another value. */
    public WorkflowField with(String newValue) {
        return new WorkflowField(name, newValue, type);
    }

    /**
     * The value as the request carries it.
     *
     * @throws IllegalArgumentException if the text is not of the type
     */
    public Object typedValue() {
        return switch (typeOf(type)) {
            case STRING -> value;
            case BOOLEAN -> bool();
            case NUMBER -> number();
        };
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
     * @throws IllegalArgumentException if a value is neither text nor number nor boolean
     */
    public static List<WorkflowField> fromMap(Map<?, ?> map) {
        List<WorkflowField> fields = new ArrayList<>();
        map.forEach(
                (name, value) -> fields.add(new WorkflowField(String.valueOf(name), text(name, value), type(value))));
        fields.sort(Comparator.comparing(WorkflowField::getName));
        return fields;
    }

    private static String type(Object value) {
        Type type = value instanceof Number ? Type.NUMBER : value instanceof Boolean ? Type.BOOLEAN : Type.STRING;
        return type.name();
    }

    private static String text(Object name, Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException("Field '" + name + "' must be a string, a number or true/false, not "
                + (value == null
                        ? "null. Omit the field if it has no value."
                        : "a " + value.getClass().getSimpleName() + "."));
    }

    /** Form of one field. */
    @Extension
    @Symbol("workflowField")
    public static final class DescriptorImpl extends Descriptor<WorkflowField> {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Field";
        }

        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel types = new ListBoxModel();
            for (Type type : Type.values()) {
                types.add(type.name().toLowerCase(Locale.ROOT));
            }
            return types;
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error("Enter the name of the workflow parameter.")
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckValue(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String type) {
            if (!HubForms.mayConfigure(item) || Util.fixNull(value).contains("$")) {
                return FormValidation.ok();
            }
            try {
                new WorkflowField("value", value, type).typedValue();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
