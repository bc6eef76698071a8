package org.lakeome.ingest.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.FieldType;
import org.lakeome.ingest.vcf.VcfHeader;

/**
 * A second reading of VCF text, slow and by {@code split}, to hold the reader against: the cells of every record and sample as one
 * text each. It takes the header's declarations as read, refuses nothing, and throws where it cannot make sense of a value.
 */
final class PlainVcf {
    private static final String NO_CALL = "[-1] false";

    private PlainVcf() {}

    static List<String> rows(VcfHeader header, String text) {
        List<String> rows = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String record = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!record.isEmpty() && !record.startsWith("#")) {
                String[] columns = record.split("\t", -1);
                String site = site(header, columns);
                for (int sample = 0; sample < header.samples().size(); sample++) {
                    rows.add(site + call(header, columns[4], columns[8], columns[9 + sample]));
                }
                if (header.isSitesOnly()) {
                    rows.add(site);
                }
            }
        }
        return rows;
    }

    private static String site(VcfHeader header, String[] columns) {
        long start = Long.parseLong(columns[1]) - 1;
        Map<String, String> info = new LinkedHashMap<>();
        if (!columns[7].equals(".")) {
            for (String entry : columns[7].split(";")) {
                if (!entry.isEmpty()) {
                    String[] pair = entry.split("=", 2);
                    String before = info.put(pair[0], pair.length == 2 ? pair[1] : "");
                    if (before != null && !before.equals(info.get(pair[0]))) {
                        throw new IllegalArgumentException("two values for INFO " + pair[0]);
                    }
                }
            }
        }
        return columns[0] + " " + start + " " + end(header, columns, start, info) + " " + list(columns[2], ";") + " "
                + columns[3] + " "
                + list(columns[4], ",") + " " + (columns[5].equals(".") ? null : decimal(columns[5])) + " "
                + list(columns[6], ";") + " " + info;
    }

    private static long end(VcfHeader header, String[] columns, long start, Map<String, String> info) {
        long otherwise = start + columns[3].length();
        String end = info.getOrDefault("END", ".");
        boolean given = !end.isEmpty() && !end.equals(".");
        if (given && Long.parseLong(end) >= start) {
            return Long.parseLong(end);
        }
        String[] alternates = columns[4].split(",");
        String[] lengths = info.getOrDefault("SVLEN", ".").split(",");
        for (int i = 0; i < Math.min(alternates.length, lengths.length); i++) {
            boolean counts = given || header.version().compareTo("VCFv4.4") >= 0;
            if (counts && alternates[i].matches("<(DEL|DUP|INV|CNV)[:>].*") && lengths[i].matches("-?[0-9]+")) {
                long length = Math.abs(Long.parseLong(lengths[i]));
                otherwise = Math.max(otherwise, length == 0 ? 0 : start + 1 + length);
            }
        }
        return otherwise;
    }

    private static List<String> list(String text, String separator) {
        return text.equals(".") ? null : Arrays.asList(text.split(separator, -1));
    }

    private static double decimal(String text) {
        return switch (text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "")) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String call(VcfHeader header, String alternates, String format, String sample) {
        List<String> keys = format.equals(".") ? List.of() : Arrays.asList(format.split(":", -1));
        String[] values = sample.split(":", -1);
        StringBuilder cells = new StringBuilder();
        for (FieldDeclaration field : header.formats()) {
            int at = keys.indexOf(field.id());
            String value = at >= 0 && at < values.length ? values[at] : null;
            cells.append(' ').append(field.id()).append('=').append(cell(header, field, alternates, value));
        }
        return cells.toString();
    }

    /** Null where no header line declares the field, and the value cannot be what the specification says of it. */
    private static String cell(VcfHeader header, FieldDeclaration field, String alternates, String value) {
        try {
            return cell(field, alternates, value);
        } catch (NumberFormatException e) {
            if (header.undeclaredFormats().contains(field.id())) {
                return "null";
            }
            throw e;
        }
    }

    private static String cell(FieldDeclaration field, String alternates, String value) {
        boolean number = field.type() == FieldType.INTEGER || field.type() == FieldType.FLOAT;
        return switch (field.id()) {
            case "GT" -> genotype(alternates, value);
            case "AD", "PL", "SPL" -> number ? wholes(field, value) : other(field, value);
            case "DP", "GQ", "PS" ->
                number
                        ? value == null || value.equals(".") || !field.number().equals("1") && value.contains(",")
                                ? "null"
                                : String.valueOf(whole(field, value))
                        : other(field, value);
            case "GL" -> number ? decimals(value) : other(field, value);
            default -> other(field, value);
        };
    }

    /** No call where no such allele is there: of a declared GT the record was refused. */
    private static String genotype(String alternates, String value) {
        if (value == null) {
            return "null null";
        }
        int last = alternates.equals(".") ? 0 : alternates.split(",", -1).length;
        List<Integer> alleles = new ArrayList<>();
        for (String allele : value.replaceFirst("^[|/]", "").split("[|/]", -1)) {
            if (!allele.matches("[.]|[0-9]{1,9}")) {
                return NO_CALL;
            }
            alleles.add(allele.equals(".") ? -1 : Integer.parseInt(allele));
        }
        return alleles.stream().anyMatch(allele -> allele > last) ? NO_CALL : alleles + " " + value.contains("|");
    }

    /** Null where a column of whole numbers cannot hold the value. */
    private static Integer whole(FieldDeclaration field, String value) {
        double number = decimal(value);
        double whole = field.type() == FieldType.INTEGER ? number : Math.floor(number + 0.5);
        return whole == Math.rint(whole)
                        && Math.abs(whole) <= Integer.MAX_VALUE
                        && (field.type() == FieldType.FLOAT || value.matches("[-+]?[0-9]+"))
                ? (Integer) (int) whole
                : null;
    }

    private static String wholes(FieldDeclaration field, String value) {
        if (value == null || value.equals(".")) {
            return "null";
        }
        return Arrays.stream(value.split(",", -1))
                .map(element -> element.equals(".") ? null : whole(field, element))
                .toList()
                .toString();
    }

    private static String decimals(String value) {
        if (value == null || value.equals(".")) {
            return "null";
        }
        return Arrays.stream(value.split(",", -1))
                .map(element -> element.equals(".") ? null : decimal(element))
                .toList()
                .toString();
    }

    /** What Spark's cast to text makes of the value. */
    private static String other(FieldDeclaration field, String value) {
        if (value == null || value.equals(".")) {
            return "null";
        }
        boolean filters = field.id().equals("FT");
        if (field.number().equals("1") && !filters) {
            return element(field, value);
        }
        return Arrays.stream(value.split(filters ? ";" : ",", -1))
                .map(element -> element.equals(".") ? null : element(field, element))
                .toList()
                .toString();
    }

    private static String element(FieldDeclaration field, String value) {
        if (field.type() != FieldType.FLOAT) {
            return value;
        }
        try {
            return String.valueOf(decimal(value));
        } catch (NumberFormatException e) {
            return value;
        }
    }
}
