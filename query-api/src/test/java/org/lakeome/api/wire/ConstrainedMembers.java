package org.lakeome.api.wire;

import java.util.Set;
import java.util.TreeSet;
import org.lakeome.api.wire.Changes.Change;
import org.lakeome.api.wire.Shape.Member;
import org.lakeome.api.wire.Shape.Place;

/**
 * Every constraint of every member of some operations, found by a walk over their shapes, and which of them were tried. A
 * constraint is like {@code CreateVariantStore name: pattern}. Not thread-safe.
 */
final class ConstrainedMembers {

    private final Contract contract;
    private final Set<String> expected = new TreeSet<>();
    private final Set<String> visited = new TreeSet<>();

    ConstrainedMembers(Contract contract) {
        this.contract = contract;
    }

    void expect(OperationModel operation) {
        operation.input().members().values().stream()
                .filter(member -> member.place() != Place.PAYLOAD)
                .forEach(member -> ofMember(member, operation.name() + " " + member.name(), member.place()));
    }

    void visit(OperationModel operation, Change change) {
        visited.add("%s %s: %s".formatted(operation.name(), general(operation, change.path()), constraint(change)));
    }

    int visited() {
        return (int) expected.stream().filter(visited::contains).count();
    }

    Set<String> notVisited() {
        Set<String> left = new TreeSet<>(expected);
        left.removeAll(visited);
        return left;
    }

    private void ofMember(Member member, String path, Place place) {
        // A path without the member is the path of another operation, or of none.
        if (member.required() && place != Place.PATH) {
            expected.add(path + ": required");
        }
        ofShape(contract.shape(member.shape()), path, place);
    }

    private void ofShape(Shape shape, String path, Place place) {
        expected.add(path + ": inside");
        switch (shape) {
            case Shape.Structure structure -> {
                expected.add(path + ": type");
                if (structure.union()) {
                    expected.add(path + ": union");
                }
                structure.members().values().forEach(member -> ofMember(member, path + "." + member.name(), place));
            }
            case Shape.Text text -> {
                ofType(path, place);
                // An empty path segment is no segment.
                ofBounds(
                        path,
                        text.length().min() == 1 && place == Place.PATH
                                ? 0
                                : text.length().min(),
                        0,
                        text.length().max());
                text.pattern().ifPresent(_ -> expected.add(path + ": pattern"));
                if (!text.values().isEmpty()) {
                    expected.add(path + ": enum");
                }
            }
            case Shape.WholeNumber number -> {
                expected.add(path + ": type");
                ofBounds(
                        path,
                        number.range().min(),
                        Long.MIN_VALUE,
                        number.range().max());
            }
            case Shape.Flag _, Shape.Timestamp _, Shape.Bytes _ -> expected.add(path + ": type");
            case Shape.Sequence list -> {
                ofType(path, place);
                ofBounds(path, list.size().min(), 0, list.size().max());
                ofShape(contract.shape(list.item()), path + "[]", place);
            }
            case Shape.Entries map -> {
                expected.add(path + ": type");
                ofBounds(path, map.size().min(), 0, map.size().max());
                ofShape(contract.shape(map.key()), path + Changes.KEY, Place.QUERY);
                ofShape(contract.shape(map.value()), path + ".*", place);
            }
        }
    }

    /** What is written in a path or query is text; of a list it is the items. */
    private void ofType(String path, Place place) {
        if (place == Place.BODY) {
            expected.add(path + ": type");
        }
    }

    private void ofBounds(String path, long min, long least, long max) {
        if (min > least) {
            expected.add(path + ": min");
        }
        if (max < Long.MAX_VALUE) {
            expected.add(path + ": max");
        }
    }

    private static String constraint(Change change) {
        if (change.isInside()) {
            return "inside";
        }
        String refusal = change.refusal();
        if (refusal.contains("greater than or equal to")) {
            return "min";
        } else if (refusal.contains("less than or equal to")) {
            return "max";
        } else if (refusal.contains("regular expression")) {
            return "pattern";
        } else if (refusal.contains("enum value set")) {
            return "enum";
        } else if (refusal.contains("exactly one of")) {
            return "union";
        } else if (refusal.contains("must not be null")) {
            return "required";
        }
        return "type";
    }

    /** {@code items[0].source} becomes {@code items[].source}, and a value of a map {@code tags.*}. */
    private String general(OperationModel operation, String path) {
        StringBuilder general = new StringBuilder();
        Shape shape = operation.input();
        for (String step : path.replace("[", ".[").split("\\.")) {
            switch (shape) {
                case Shape.Structure structure -> {
                    general.append(general.isEmpty() ? "" : ".").append(step);
                    shape = contract.shape(structure.members().get(step).shape());
                }
                case Shape.Sequence list -> {
                    general.append("[]");
                    shape = contract.shape(list.item());
                }
                case Shape.Entries map -> {
                    boolean isKey = Changes.KEY.equals("." + step);
                    general.append(isKey ? Changes.KEY : ".*");
                    shape = contract.shape(isKey ? map.key() : map.value());
                }
                case Shape.Text _, Shape.WholeNumber _, Shape.Flag _, Shape.Timestamp _, Shape.Bytes _ ->
                    throw new IllegalArgumentException(path + " has no member " + step);
            }
        }
        return general.toString();
    }
}
