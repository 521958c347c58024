package io.jenkins.plugins.ngenea.config;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.beans.Introspector;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.QueryParameter;

/** A method of a descriptor of this plugin that a browser can call. */
record WebMethod(Descriptor<?> descriptor, Method method) {
    private static final String PLUGIN = "io.jenkins.plugins.ngenea.";

    /** All there are. */
    static List<WebMethod> all() {
        return ExtensionList.lookup(Descriptor.class).stream()
                .filter(descriptor -> descriptor.getClass().getName().startsWith(PLUGIN))
                .flatMap(WebMethod::of)
                .sorted(Comparator.comparing(WebMethod::toString))
                .toList();
    }

    private static Stream<WebMethod> of(Descriptor<?> descriptor) {
        return Stream.of(descriptor.getClass().getMethods())
                .filter(method -> method.getName().matches("do[A-Z].*"))
                .filter(method -> !method.isBridge())
                .filter(method -> method.getDeclaringClass().getName().startsWith(PLUGIN))
                .map(method -> new WebMethod(descriptor, method));
    }

    boolean is(String prefix) {
        return method.getName().startsWith(prefix);
    }

    /** Relative to where the form is. */
    String url() {
        return "descriptorByName/" + descriptor.getId() + "/"
                + Introspector.decapitalize(method.getName().substring("do".length()));
    }

    /** The query parameters with values: as given for their name, else 1. */
    Map<String, String> query(Map<String, String> values) {
        Map<String, String> query = new LinkedHashMap<>();
        String[] names = ClassDescriptor.loadParameterNames(method);
        Annotation[][] annotations = method.getParameterAnnotations();
        for (int i = 0; i < names.length; i++) {
            if (Stream.of(annotations[i]).anyMatch(QueryParameter.class::isInstance)) {
                query.put(names[i], values.getOrDefault(names[i], "1"));
            }
        }
        return query;
    }

    @Override
    public String toString() {
        return descriptor.clazz.getSimpleName() + "." + method.getName();
    }
}
