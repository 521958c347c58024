package io.jenkins.plugins.ngenea;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as a person writes them in a Pipeline or a Job DSL script. */
final class GroovyText {
    private GroovyText() {}

    static String literal(Object value) {
        if (value instanceof String text) {
            return "'"
                    + text.replace("\\", "\\\\")
                            .replace("'", "\\'")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r")
                            .replace("\t", "\\t")
                    + "'";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GroovyText::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return "[" + arguments(map) + "]";
        }
        return String.valueOf(value);
    }

    /** {@code name: value, name: value}. */
    static String arguments(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> name((String) entry.getKey()) + ": " + literal(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String name(String text) {
        return text.matches("\\w+") ? text : literal(text);
    }

    /** The block of the build step in a Job DSL script. */
    static String jobDsl(Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .map(entry -> entry.getKey().equals("fields")
                        ? jobDslFields((Map<?, ?>) entry.getValue())
                        : entry.getKey() + "(" + literal(entry.getValue()) + ")")
                .collect(Collectors.joining("\n", "ngeneaHubWorkflow {\n", "\n}"));
    }

    private static String jobDslFields(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> "workflowField { name(" + literal(field.getKey()) + "); value("
                        + literal(String.valueOf(field.getValue())) + "); type('" + type(field.getValue()) + "') }")
                .collect(Collectors.joining("\n", "fields {\n", "\n}"));
    }

    private static String type(Object value) {
        return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "string";
    }
}
