package org.lakeome.ingest.conformance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.FieldType;
import org.lakeome.ingest.vcf.VcfHeader;

/**
 * Writes our rows and those of {@code bcftools query} in one form: missing values as a dot, a list of nothing but missing values
 * too, decimal numbers rounded to the six digits of 32-bit floats that bcftools prints.
 */
final class Cells {
    private static final List<String> SITE = List.of(
            "contigname",
            "start",
            "end",
            "names",
            "referenceallele",
            "alternatealleles",
            "qual",
            "filters",
            "attributes");
    private static final Map<String, String> COLUMN = Map.of(
            "GL", "genotypelikelihoods",
            "PL", "phredlikelihoods",
            "AD", "alleledepths",
            "GQ", "conditionalquality",
            "SPL", "spl",
            "DP", "depth",
            "PS", "ps");
    private static final Map<String, String> LONG_NAME = Map.of(
            "FT", "genotype_filters",
            "GP", "posteriorprobabilities",
            "HQ", "haplotypequalities",
            "EC", "expectedallelecounts",
            "MQ", "mappingquality");

    private final Map<String, FieldType> infos = new LinkedHashMap<>();
    private final List<FieldDeclaration> formats;
    private final boolean hasCalls;

    Cells(VcfHeader header) {
        header.infos().forEach(info -> infos.put(info.id(), info.type()));
        formats = header.formats();
        hasCalls = !header.isSitesOnly();
    }

    /** The columns that {@link #ours} looks at. */
    List<String> columns(boolean site) {
        List<String> columns = new ArrayList<>(site ? SITE : List.of());
        if (hasCalls) {
            columns.addAll(List.of("calls", "phased", "information"));
            columns.addAll(COLUMN.values());
        }
        return columns;
    }

    String ours(Record row, boolean site) {
        StringBuilder text = new StringBuilder(site ? ourSite(row) : "");
        if (hasCalls) {
            Map<?, ?> information = (Map<?, ?>) row.getField("information");
            for (FieldDeclaration field : formats) {
                text.append(' ').append(field.id()).append('=').append(ourCall(row, information, field));
            }
        }
        return text.toString();
    }

    private String ourSite(Record row) {
        String info = ((Map<?, ?>) row.getField("attributes"))
                .entrySet().stream()
                        .map(entry -> entry.getValue().equals("")
                                ? entry.getKey().toString()
                                : entry.getKey() + "=" + info((String) entry.getKey(), (String) entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(";"));
        Object quality = row.getField("qual");
        return row.getField("contigname") + " " + ((Long) row.getField("start") + 1) + " "
                + joined(row.getField("names"), ";") + " " + row.getField("referenceallele") + " "
                + joined(row.getField("alternatealleles"), ",") + " " + (quality == null ? "." : number(quality + ""))
                + " " + joined(row.getField("filters"), ";") + " " + info;
    }

    private String ourCall(Record row, Map<?, ?> information, FieldDeclaration field) {
        if (field.id().equals("GT")) {
            return genotype((List<?>) row.getField("calls"), (Boolean) row.getField("phased"));
        }
        String column = COLUMN.get(field.id());
        Object value = column == null ? null : row.getField(column);
        if (value == null && information != null) {
            Object text = information.get(key(field.id()));
            value = text == null ? null : uncast((String) text, field.id().equals("FT") ? ";" : ",");
        }
        return normal(value instanceof List<?> list ? joined(list, ",") : String.valueOf(value), field.type());
    }

    /** Two ids that differ only in case: the later one keeps its own spelling as its key. */
    private String key(String id) {
        String key = LONG_NAME.getOrDefault(id, id.toLowerCase(Locale.ROOT));
        boolean taken = formats.stream()
                .takeWhile(field -> !field.id().equals(id))
                .anyMatch(field -> !COLUMN.containsKey(field.id())
                        && !field.id().equals("GT")
                        && field.id().toLowerCase(Locale.ROOT).equals(key));
        return taken ? id : key;
    }

    /** The text that was cast to {@code [3, 4]}. */
    private static String uncast(String text, String separator) {
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1).replace(", ", separator)
                : text;
    }

    private static String genotype(List<?> alleles, Boolean phased) {
        if (alleles == null) {
            return ".";
        }
        return alleles.stream()
                        .map(allele -> (Integer) allele < 0 ? "." : allele.toString())
                        .collect(Collectors.joining("/"))
                + (Boolean.TRUE.equals(phased) ? " phased" : "");
    }

    private static String joined(Object values, String separator) {
        if (values == null) {
            return ".";
        }
        return ((List<?>) values)
                .stream().map(value -> value == null ? "." : value.toString()).collect(Collectors.joining(separator));
    }

    String theirSite(String[] columns) {
        String quality = columns[5].equals(".") ? "." : number(columns[5]);
        return String.join(" ", List.of(columns).subList(0, 5)) + " " + quality + " " + columns[6] + " "
                + theirInfo(columns[7]);
    }

    private String theirInfo(String text) {
        if (text.equals(".")) {
            return "";
        }
        Set<String> entries = new LinkedHashSet<>();
        for (String entry : text.split(";")) {
            int equals = entry.indexOf('=');
            if (!entry.isEmpty()) {
                entries.add(
                        equals < 0 || equals == entry.length() - 1
                                ? entry.replace("=", "")
                                : entry.substring(0, equals + 1)
                                        + info(entry.substring(0, equals), entry.substring(equals + 1)));
            }
        }
        return entries.stream().sorted().collect(Collectors.joining(";"));
    }

    String theirCall(String[] columns, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < formats.size(); i++) {
            FieldDeclaration field = formats.get(i);
            String value = columns[at + i];
            text.append(' ').append(field.id()).append('=');
            text.append(
                    field.id().equals("GT")
                            ? value.replace('|', '/') + (value.contains("|") ? " phased" : "")
                            : normal(rounded(value, field), field.type()));
        }
        return text.toString();
    }

    /** A whole-number column takes a Float rounded (docs/decisions/20261121-reading-vcf.md). */
    private static String rounded(String value, FieldDeclaration field) {
        boolean whole = COLUMN.containsKey(field.id()) && !field.id().equals("GL");
        if (!whole || field.type() != FieldType.FLOAT) {
            return value;
        }
        return Stream.of(value.split(",", -1))
                .map(text -> text.equals(".") ? text : String.valueOf(Math.round(Double.parseDouble(text))))
                .collect(Collectors.joining(","));
    }

    private String info(String key, String value) {
        return normal(value, infos.getOrDefault(key, FieldType.STRING));
    }

    private static String normal(String value, FieldType type) {
        boolean isNumber = type == FieldType.FLOAT || type == FieldType.INTEGER;
        String text = isNumber
                ? Stream.of(value.split(",", -1)).map(Cells::number).collect(Collectors.joining(","))
                : value.replace("null", ".");
        return text.chars().allMatch(c -> c == '.' || c == ',') ? "." : text;
    }

    private static String number(String text) {
        if (text.equals(".") || text.equals("null")) {
            return ".";
        }
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new BigDecimal(text).toString();
            }
            float value = Float.parseFloat(text.toLowerCase(Locale.ROOT)
                    .replaceFirst("^([+-]?)inf(inity)?$", "$1Infinity")
                    .replace("nan", "NaN"));
            if (Float.isNaN(value) || Float.isInfinite(value)) {
                return Float.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
            }
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return text.toLowerCase(Locale.ROOT).replace("infinity", "inf");
        }
    }
}
