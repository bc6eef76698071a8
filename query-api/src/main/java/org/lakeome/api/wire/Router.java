package org.lakeome.api.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the operation of a request by its method and raw path, so that an encoded slash stays inside its label. Thread-safe. */
final class Router {

    private final Map<Integer, List<OperationModel>> byLength = new HashMap<>();

    /** @param labels still percent-encoded, by label name */
    record Route(OperationModel operation, Map<String, String> labels) {}

    Router(Collection<OperationModel> operations) {
        operations.forEach(
                operation -> byLength.computeIfAbsent(operation.path().size(), length -> new ArrayList<>())
                        .add(operation));
        byLength.values().forEach(sameLength -> sameLength.sort(Comparator.comparing(Router::shapeOfPath)));
    }

    Optional<Route> route(String method, String rawPath) {
        List<String> segments = segments(rawPath);
        return candidates(segments).stream()
                .filter(operation -> operation.method().equals(method)
                        && labels(operation, segments).isPresent())
                .findFirst()
                .map(operation ->
                        new Route(operation, labels(operation, segments).orElseThrow()));
    }

    /** Methods that the path takes; empty if no operation has such a path. */
    Set<String> methods(String rawPath) {
        List<String> segments = segments(rawPath);
        Set<String> methods = new TreeSet<>();
        candidates(segments).stream()
                .filter(operation -> labels(operation, segments).isPresent())
                .forEach(operation -> methods.add(operation.method()));
        return methods;
    }

    private List<OperationModel> candidates(List<String> segments) {
        return byLength.getOrDefault(segments.size(), List.of());
    }

    private static List<String> segments(String rawPath) {
        return rawPath.startsWith("/") ? Arrays.asList(rawPath.substring(1).split("/", -1)) : List.of();
    }

    private static Optional<Map<String, String>> labels(OperationModel operation, List<String> segments) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String template = operation.path().get(i);
            if (isLabel(template)) {
                labels.put(template.substring(1, template.length() - 1), segments.get(i));
            } else if (!template.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }

    /** Sorts literals before labels, so that {@code /runBatch/cancel} is never taken for {@code /runBatch/{batchId}}. */
    private static String shapeOfPath(OperationModel operation) {
        StringBuilder shape = new StringBuilder();
        operation.path().forEach(segment -> shape.append(isLabel(segment) ? 'b' : 'a'));
        return shape.toString();
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }
}
