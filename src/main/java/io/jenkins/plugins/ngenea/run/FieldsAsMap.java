package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Lets scripts write {@code fields: [name: value]} where forms hold a list of {@link WorkflowField}. */
public interface FieldsAsMap extends CustomDescribableModel {
    /** Name of the parameter. */
    String FIELDS = "fields";

    @NonNull
    @Override
    default Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        if (!(arguments.get(FIELDS) instanceof Map<?, ?> map)) {
            return arguments;
        }
        Map<String, Object> converted = new HashMap<>(arguments);
        converted.put(FIELDS, WorkflowField.fromMap(map));
        return converted;
    }

    @NonNull
    @Override
    default UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        if (!(step.getArguments().get(FIELDS) instanceof List<?> list)) {
            return step;
        }
        Map<String, Object> arguments = new HashMap<>(step.getArguments());
        if (list.isEmpty()) {
            arguments.remove(FIELDS);
        } else {
            arguments.put(
                    FIELDS,
                    WorkflowField.toMap(list.stream().map(FieldsAsMap::field).toList()));
        }
        return step.withArguments(arguments);
    }

    private static WorkflowField field(Object uninstantiated) {
        Map<String, ?> arguments =
                uninstantiated instanceof UninstantiatedDescribable describable ? describable.getArguments() : Map.of();
        return new WorkflowField(
                text(arguments.get("name")), text(arguments.get("value")), text(arguments.get("type")));
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
