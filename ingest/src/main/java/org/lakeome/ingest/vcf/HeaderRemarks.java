package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/**
 * What in a header breaks a rule of the VCF specification (4.4, section 1.4) without any row being the worse for it: such files are
 * imported, and the import says so. For one thread.
 */
public final class HeaderRemarks {
    private static final int TOLD = 3;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LONGEST_REMARK = 500;
    private static final List<String> DECLARATION = List.of("ID", "Number", "Type", "Description");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|[AGR.]");
    private static final Pattern BAD_ID = Pattern.compile("[\\s*<>,;\"']");
    /** Section 1.4.7; hg38 has contigs like HLA-A*01:01:01:01. */
    private static final Pattern CONTIG =
            Pattern.compile("[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*");

    private static final Pattern ALLELE = Pattern.compile("[^\\s<>,]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]+|\".*\"");
    /** Possessive, and no {@code .*} around a class: a line may have megabytes, and matching must not take their square. */
    private static final Pattern URL =
            Pattern.compile("<?[A-Za-z]+://[0-9.-]*+[A-Za-z][A-Za-z0-9.-]*+(:[0-9]+)?(/[^\\s>]*)?>?");

    /** Of a version before 4.3, in which PEDIGREE lines had no ID. */
    private boolean isOld;

    private final List<String> told = new ArrayList<>();
    private long count;
    private long line;

    private HeaderRemarks() {}

    /** Reads a header that {@link HeaderParser} has taken. */
    public static HeaderRemarks read(TextSource source) throws IOException {
        HeaderRemarks remarks = new HeaderRemarks();
        try (LineReader lines = source.lines(source.whole())) {
            while (lines.next() && isMeta(lines)) {
                remarks.line = lines.lines();
                remarks.check(
                        new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8));
            }
        }
        return remarks;
    }

    private static boolean isMeta(LineReader lines) {
        return lines.to() - lines.from() > 2
                && lines.buffer()[lines.from()] == '#'
                && lines.buffer()[lines.from() + 1] == '#';
    }

    /** One sentence for the user; empty when there is nothing to say. */
    public String note() {
        return count == 0
                ? ""
                : "The header breaks rules of VCF that change no row (" + count + "): " + String.join("; ", told)
                        + (count > told.size() ? "; ..." : "") + ".";
    }

    private void remark(String text) {
        count++;
        if (told.size() < TOLD) {
            String shown = text.length() > LONGEST_REMARK ? text.substring(0, LONGEST_REMARK) + "..." : text;
            told.add("line " + line + ": " + Utf8.printable(shown));
        }
    }

    private void check(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text.substring(2) : text.substring(2, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        if (kind.equals("fileformat")) {
            isOld = value.compareTo("VCFv4.3") < 0;
        } else if (value.isEmpty()) {
            remark(kind + " has no value");
        } else if (kind.equals("pedigreeDB")) {
            if (value.length() > LONGEST_ADDRESS || !URL.matcher(value).matches()) {
                remark("pedigreeDB is not an address");
            }
        } else if (value.startsWith("<") && value.endsWith(">")) {
            fields(kind, pairs(kind, value.substring(1, value.length() - 1)));
        }
    }

    private void fields(String kind, Map<String, String> fields) {
        String id = fields.getOrDefault("ID", "");
        String name = kind + " " + id;
        switch (kind) {
            case "INFO", "FORMAT" -> declaration(kind, id, fields);
            case "FILTER" -> description(name, fields);
            case "ALT" -> {
                description(name, fields);
                if (fields.containsKey("Number") || fields.containsKey("Type")) {
                    remark(name + " has a Number or Type, which only INFO and FORMAT have");
                }
                identifier(kind, id, fields);
            }
            case "contig" -> identifier(kind, id, fields);
            case "SAMPLE" -> sample(name, id, fields);
            case "META" -> meta(name, id, fields);
            case "PEDIGREE" -> {
                identifier(kind, id, fields);
                fields.forEach((key, value) -> {
                    if (!WORD.matcher(value).matches()) {
                        remark(name + ": " + key + " is not a plain word");
                    }
                });
            }
            default -> {
                // Lines of no kind that the specification knows are the writer's own.
            }
        }
    }

    private void declaration(String kind, String id, Map<String, String> fields) {
        String name = kind + " " + id;
        description(name, fields);
        List<String> order =
                fields.keySet().stream().filter(DECLARATION::contains).toList();
        if (!order.equals(DECLARATION.stream().filter(order::contains).toList())) {
            remark(name + ": ID, Number, Type and Description are not in this order");
        }
        String number = fields.getOrDefault("Number", "");
        String type = fields.getOrDefault("Type", "");
        ReservedFields.of(kind, id).ifPresent(shape -> {
            // Before VCF 4.2 there was no R, and a dot stood for each of these.
            boolean open = number.equals(".") && List.of("A", "R", "G").contains(shape.number());
            if (!shape.number().equals(number) && !open) {
                remark(name + ": Number is " + number + ", the specification says " + shape.number());
            }
            if (!shape.type().equals("*") && !shape.type().equals(type)) {
                remark(name + ": Type is " + type + ", the specification says " + shape.type());
            }
        });
        if (kind.equals("INFO") && List.of("P", "M", "LA", "LR", "LG").contains(number)) {
            remark(name + ": Number " + number + " is for FORMAT fields only");
        }
    }

    private void description(String name, Map<String, String> fields) {
        if (fields.containsKey("Description") && !fields.get("Description").startsWith("\"")) {
            remark(name + ": the Description is not in double quotes");
        }
    }

    private void identifier(String kind, String id, Map<String, String> fields) {
        if (!fields.containsKey("ID") && !(kind.equals("PEDIGREE") && isOld)) {
            remark("the " + kind + " line has no ID");
        } else if (!isSound(kind, id)) {
            remark(kind + ": the ID holds a character that it may not");
        }
    }

    /** Before VCF 4.3 only a Description stood in double quotes. */
    private void sample(String name, String id, Map<String, String> fields) {
        identifier("SAMPLE", id, fields);
        fields.forEach((key, value) -> {
            if (isOld && value.startsWith("\"") && !key.equals("Description")) {
                remark(name + ": " + key + " is in double quotes, which only the Description is");
            }
        });
    }

    private static boolean isSound(String kind, String id) {
        return switch (kind) {
            case "contig" -> CONTIG.matcher(id).matches();
            case "ALT" -> ALLELE.matcher(id).matches();
            default -> !BAD_ID.matcher(id).find();
        };
    }

    private void meta(String name, String id, Map<String, String> fields) {
        identifier("META", id, fields);
        if (!fields.isEmpty() && !fields.keySet().iterator().next().equals("ID")) {
            remark(name + ": the ID does not come first");
        }
        if (!NUMBER.matcher(fields.getOrDefault("Number", ".")).matches()) {
            remark(name + ": the Number is none");
        }
        String values = fields.getOrDefault("Values", "[]");
        if (!values.startsWith("[") || !values.endsWith("]")) {
            remark(name + ": the Values are not in square brackets");
        }
    }

    /** Keys and values as they are written, quotes and all; commas in quotes and brackets do not separate. */
    private Map<String, String> pairs(String kind, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int from = 0;
        boolean quoted = false;
        boolean bracketed = false;
        for (int at = 0; at <= text.length(); at++) {
            char c = at == text.length() ? ',' : text.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '[' || c == ']')) {
                bracketed = c == '[';
            } else if (c == ',' && (at == text.length() || !quoted && !bracketed)) {
                String pair = text.substring(from, Math.min(at, text.length()));
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    remark("a part of the " + kind + " line has no key");
                } else {
                    pairs.putIfAbsent(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                }
                from = at + 1;
            }
        }
        return pairs;
    }
}
