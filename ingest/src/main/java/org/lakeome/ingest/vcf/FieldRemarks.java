package org.lakeome.ingest.vcf;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an INFO or FORMAT line of a header says against the specification (4.5, sections 1.4.2 and 1.4.4). */
final class FieldRemarks {
    private static final List<String> DECLARATION = List.of("ID", "Number", "Type", "Description");

    private final String kind;
    private final String name;
    private final Map<String, String> fields;
    private final String number;
    private final String type;

    /** @param fields as they are written, quotes and all */
    FieldRemarks(String kind, Map<String, String> fields) {
        this.kind = kind;
        this.name = kind + " " + fields.getOrDefault("ID", "");
        this.fields = fields;
        this.number = fields.getOrDefault("Number", "");
        this.type = fields.getOrDefault("Type", "");
    }

    void say(Consumer<String> remarks) {
        if (!fields.containsKey("Description")) {
            remarks.accept(name + " has no Description");
        }
        for (String key : List.of("Source", "Version")) {
            if (kind.equals("INFO") && !fields.getOrDefault(key, "\"").startsWith("\"")) {
                remarks.accept(name + ": the " + key + " is not in double quotes");
            }
        }
        List<String> order =
                fields.keySet().stream().filter(DECLARATION::contains).toList();
        if (!order.equals(DECLARATION.stream().filter(order::contains).toList())) {
            remarks.accept(name + ": ID, Number, Type and Description are not in this order");
        }
        ReservedFields.of(kind, fields.getOrDefault("ID", ""))
                .ifPresentOrElse(shape -> reserved(shape, remarks), () -> own(remarks));
        if (kind.equals("INFO") && List.of("P", "M", "LA", "LR", "LG").contains(number)) {
            remarks.accept(name + ": Number " + number + " is for FORMAT fields only");
        }
    }

    private void reserved(ReservedFields.Shape shape, Consumer<String> remarks) {
        // Before VCF 4.2 there was no R, and a dot stood for each of these.
        boolean open = number.equals(".") && List.of("A", "R", "G").contains(shape.number());
        if (!shape.number().equals(number) && !open) {
            remarks.accept(name + ": Number is " + number + ", the specification says " + shape.number());
        }
        if (!shape.type().equals("*") && !shape.type().equals(type)) {
            remarks.accept(name + ": Type is " + type + ", the specification says " + shape.type());
        }
    }

    private void own(Consumer<String> remarks) {
        if (type.equals("Flag") && !number.equals("0")) {
            remarks.accept(name + ": Number is " + number + ", and a Flag's is 0");
        }
    }
}
