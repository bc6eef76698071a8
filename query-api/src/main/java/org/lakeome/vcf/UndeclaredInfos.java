package org.lakeome.vcf;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * INFO keys that no imported file declared. A key of the VCF specification gets the specification's number and type, if its values
 * hold to them; another is text. Not thread-safe.
 */
final class UndeclaredInfos {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,10}|\\.");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|(?i:[-+]?(nan|inf|infinity))|\\.");

    /** What the values of a key had in common. */
    private static final class Values {
        private boolean given;
        private boolean whole = true;
        private boolean numbers = true;
        private boolean counted = true;
    }

    private final Map<String, Values> keys = new TreeMap<>();

    /**
     * Remembers a key that stands in a record.
     *
     * @param value empty for a flag
     * @param alternates alleles in the record's ALT
     * @param version that the header will say
     */
    void use(String key, String value, int alternates, String version) {
        Values values = keys.computeIfAbsent(key, unused -> new Values());
        if (value.isEmpty()) {
            return;
        }
        values.given = true;
        Optional<ReservedFields.Shape> shape = ReservedFields.info(key, version);
        if (shape.isPresent() && !value.equals(".")) {
            String[] elements = value.split(",", -1);
            for (String element : elements) {
                values.whole &= INTEGER.matcher(element).matches();
                values.numbers &= FLOAT.matcher(element).matches();
            }
            values.counted &= isCount(shape.get().number(), elements.length, alternates);
        }
    }

    private static boolean isCount(String number, int values, int alternates) {
        return switch (number) {
            case "." -> true;
            // A count of 0 for no ALT allele at all is common.
            case "A" -> alternates == 0 || values == alternates;
            case "R" -> values == alternates + 1;
            default -> values == Integer.parseInt(number);
        };
    }

    Map<String, HeaderLine> lines(String version) {
        Map<String, HeaderLine> lines = new TreeMap<>();
        keys.forEach((key, values) -> {
            ReservedFields.Shape shape = values.given
                    ? ReservedFields.info(key, version)
                            .map(reserved -> fitting(reserved, values))
                            .orElse(new ReservedFields.Shape(".", "String"))
                    : new ReservedFields.Shape("0", "Flag");
            lines.put(key, HeaderLine.field("INFO", key, shape.number(), shape.type(), HeaderLine.UNDECLARED));
        });
        return lines;
    }

    private static ReservedFields.Shape fitting(ReservedFields.Shape reserved, Values values) {
        boolean fits =
                switch (reserved.type()) {
                    case "Integer" -> values.whole;
                    case "Float" -> values.numbers;
                    case "Flag" -> false;
                    default -> true;
                };
        String type = fits ? reserved.type() : values.numbers && reserved.type().equals("Integer") ? "Float" : "String";
        return new ReservedFields.Shape(values.counted && fits ? reserved.number() : ".", type);
    }
}
