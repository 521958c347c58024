package io.jenkins.plugins.ngenea.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Lets scripts leave parameters out by giving null, and write {@code fields: [name: value]} where forms hold a list of {@link WorkflowField}. */
public interface FieldsAsMap extends CustomDescribableModel {
    String FIELDS = "fields";

    /** Its null is a value of its own. */
    String DISCOVERY = "discovery";

    @NonNull
    @Override
    default Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        Map<String, Object> converted = ScriptValue.withoutNulls(arguments, DISCOVERY);
        Object fields = converted.get(FIELDS);
        if (fields instanceof Map<?, ?> map) {
            converted.put(FIELDS, WorkflowField.fromMap(map));
        } else if (isPlain(fields)
                || (fields instanceof List<?> list && list.stream().anyMatch(FieldsAsMap::isPlain))) {
            throw new IllegalArgumentException("'fields' must be a map, for example [lock_level: 'partial'].");
        }
        return converted;
    }

    private static boolean isPlain(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    /** Arguments come in any order: sorted, the same step gives the same snippet. */
    @NonNull
    @Override
    default UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        Map<String, Object> arguments = new TreeMap<>(step.getArguments());
        if (arguments.get(FIELDS) instanceof List<?> list) {
            if (list.isEmpty()) {
                arguments.remove(FIELDS);
            } else {
                asMap(list).ifPresent(map -> arguments.put(FIELDS, map));
            }
        }
        return step.withArguments(arguments);
    }

    /** Empty if a map would not give the same fields back: then they stay a list of {@code workflowField()}. */
    private static Optional<Map<String, Object>> asMap(List<?> list) {
        List<WorkflowField> fields = list.stream().map(FieldsAsMap::field).toList();
        Map<String, Object> map = new TreeMap<>();
        try {
            fields.forEach(field -> map.put(field.getName(), literal(field.typedValue())));
        } catch (IllegalArgumentException e) {
            // a value that is not of its type: the build will say so
            return Optional.empty();
        }
        return texts(WorkflowField.fromMap(map)).equals(texts(fields)) ? Optional.of(map) : Optional.empty();
    }

    /** In any order: a JSON object has none. */
    private static List<String> texts(List<WorkflowField> fields) {
        return fields.stream()
                .map(field -> field.getName() + '\n' + field.getType() + '\n' + field.getValue())
                .sorted()
                .toList();
    }

    /** What the Snippet Generator can write: it knows neither BigDecimal nor BigInteger. */
    private static Object literal(Object value) {
        if (value instanceof BigInteger) {
            throw new IllegalArgumentException("does not fit into a long");
        }
        return value instanceof BigDecimal number ? (Object) number.doubleValue() : value;
    }

    private static WorkflowField field(Object uninstantiated) {
        Map<String, ?> arguments =
                uninstantiated instanceof UninstantiatedDescribable describable ? describable.getArguments() : Map.of();
        return new WorkflowField(
                Objects.toString(arguments.get("name"), null),
                Objects.toString(arguments.get("value"), null),
                Objects.toString(arguments.get("type"), null));
    }
}
