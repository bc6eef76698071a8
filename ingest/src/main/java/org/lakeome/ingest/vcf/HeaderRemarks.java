package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.TextSource;

/**
 * What in a header breaks a rule of the VCF specification (4.4, section 1.4) without any row being the worse for it: such files are
 * imported, and the import says so. For one thread.
 */
public final class HeaderRemarks {
    private static final int TOLD = 3;
    private static final int LONGEST_REMARK = 500;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|[AGR.]");
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]+|\".*\"");
    /** Kinds of the specification's own; lines of others are their writer's. */
    private static final Set<String> KINDS =
            Set.of("INFO", "FORMAT", "FILTER", "ALT", "contig", "SAMPLE", "META", "PEDIGREE");

    /** As the header has it: {@code VCFv4.2}. */
    private String version = "";
    /** What each ID of a kind was first declared as. */
    private final Map<String, String> declared = new HashMap<>();

    private final List<String> told = new ArrayList<>();
    private long count;
    private long line;

    private HeaderRemarks() {}

    /** Reads a header that {@link HeaderParser} has taken. */
    public static HeaderRemarks read(TextSource source) throws IOException {
        HeaderRemarks remarks = new HeaderRemarks();
        try (LineReader lines = source.lines(source.whole())) {
            boolean isMeta = true;
            while (isMeta && lines.next()) {
                remarks.line = lines.lines();
                isMeta = isMeta(lines);
                String line =
                        new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
                if (isMeta) {
                    remarks.check(line);
                } else {
                    remarks.columns(line);
                }
            }
        }
        return remarks;
    }

    private void columns(String line) {
        if (line.endsWith("\t")) {
            remark("the column line ends with a tab");
        } else if (line.endsWith("\tFORMAT")) {
            remark("the column line has FORMAT and no sample");
        }
    }

    private boolean isBefore(String fileformat) {
        return version.compareTo(fileformat) < 0;
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
            version = value;
        } else if (value.isEmpty()) {
            remark(kind + " has no value");
        } else if (kind.equals("pedigreeDB") || kind.equals("assembly")) {
            if (!HeaderAddress.isSound(value)) {
                remark(kind + " is not an address");
            }
        } else if (KINDS.contains(kind)) {
            if (value.startsWith("<") && value.endsWith(">")) {
                fields(kind, HeaderPairs.of(kind, value.substring(1, value.length() - 1), this::remark));
            } else {
                remark("the " + kind + " line is not in angle brackets");
            }
        }
    }

    private void fields(String kind, Map<String, String> fields) {
        String id = fields.getOrDefault("ID", "");
        repeated(kind, id, fields);
        String name = kind + " " + id;
        switch (kind) {
            case "INFO", "FORMAT" -> {
                description(name, fields);
                identifier(kind, id, fields);
                new FieldRemarks(kind, fields).say(this::remark);
            }
            case "FILTER" -> {
                description(name, fields);
                identifier(kind, id, fields);
            }
            case "ALT" -> {
                description(name, fields);
                if (fields.containsKey("Number") || fields.containsKey("Type")) {
                    remark(name + " has a Number or Type, which only INFO and FORMAT have");
                }
                identifier(kind, id, fields);
            }
            case "contig" -> {
                identifier(kind, id, fields);
                if (!WHOLE.matcher(fields.getOrDefault("length", "0")).matches()) {
                    remark(name + ": the length is no whole number");
                }
            }
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

    private void repeated(String kind, String id, Map<String, String> fields) {
        boolean isTyped = kind.equals("INFO") || kind.equals("FORMAT");
        String now = isTyped ? "Number=" + fields.get("Number") + ",Type=" + fields.get("Type") : "";
        String before = id.isEmpty() ? null : declared.putIfAbsent(kind + " " + id, now);
        if (before != null && !before.equals(now)) {
            remark(kind + " " + id + " is declared again as " + now + ", and " + before + " counts");
        } else if (before != null && !kind.equals("contig") && !isBefore("VCFv4.3")) {
            remark(kind + " " + id + " is declared twice");
        }
    }

    private void description(String name, Map<String, String> fields) {
        if (fields.containsKey("Description") && !fields.get("Description").startsWith("\"")) {
            remark(name + ": the Description is not in double quotes");
        }
    }

    private void identifier(String kind, String id, Map<String, String> fields) {
        if (!fields.containsKey("ID")) {
            // Before VCF 4.3 PEDIGREE lines had none.
            if (!(kind.equals("PEDIGREE") && isBefore("VCFv4.3"))) {
                remark("the " + kind + " line has no ID");
            }
            return;
        }
        String fault = HeaderNames.fault(kind, id, version);
        if (!fault.isEmpty()) {
            remark(kind + ": " + fault);
        }
    }

    private void sample(String name, String id, Map<String, String> fields) {
        identifier("SAMPLE", id, fields);
        fields.forEach((key, value) -> {
            // Before VCF 4.3 only a Description stood in double quotes.
            if (isBefore("VCFv4.3") && value.startsWith("\"") && !key.equals("Description")) {
                remark(name + ": " + key + " is in double quotes, which only the Description is");
            }
        });
        int mixed = parts(fields.get("Mixture"));
        int genomes = parts(fields.get("Genomes"));
        if (mixed != genomes && mixed > 0) {
            remark(name + " has " + mixed + " parts of a Mixture and " + genomes + " Genomes");
        }
    }

    private static int parts(String list) {
        return list == null ? 0 : list.split(";", -1).length;
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
}
