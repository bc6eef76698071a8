package org.lakeome.vcf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns rows of a store back into the text of a VCF record (HealthOmics table contract, section 3, read backwards). */
final class RecordText {
    private static final String MISSING = ".";

    private final Declarations header;
    private final FormatDeclarations formats;

    RecordText(Declarations header) {
        this.header = header;
        this.formats = header.formats();
    }

    /** @param calls one for each sample column; none for a record without samples */
    String of(StoredSite site, List<StoredCall> calls) {
        header.useContig(site.contig());
        StringBuilder line = new StringBuilder(site.contig());
        line.append('\t').append(site.start() + 1);
        line.append('\t').append(list(site.names(), ";", name -> name));
        line.append('\t').append(site.reference());
        line.append('\t').append(list(site.alternates(), ",", allele -> allele));
        line.append('\t').append(site.quality() == null ? MISSING : number(site.quality()));
        line.append('\t').append(filters(site.filters()));
        line.append('\t').append(attributes(site));
        if (!calls.isEmpty()) {
            calls(line, calls);
        }
        return line.toString();
    }

    private String filters(List<String> filters) {
        if (filters != null) {
            filters.forEach(header::useFilter);
        }
        return list(filters, ";", filter -> filter);
    }

    private String attributes(StoredSite site) {
        Map<String, String> attributes = site.attributes();
        if (attributes == null || attributes.isEmpty()) {
            return MISSING;
        }
        int alternates = site.alternates() == null ? 0 : site.alternates().size();
        return attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(header.infoOrder()))
                .map(entry -> attribute(entry.getKey(), entry.getValue(), alternates))
                .collect(Collectors.joining(";"));
    }

    private String attribute(String key, String value, int alternates) {
        String text = value == null ? "" : value;
        header.useInfo(key, text, alternates);
        return text.isEmpty() ? key : key + "=" + text;
    }

    private void calls(StringBuilder line, List<StoredCall> calls) {
        List<Map<String, String>> fields = calls.stream().map(this::fields).toList();
        TreeSet<String> format = new TreeSet<>(formats.order());
        fields.forEach(call -> format.addAll(call.keySet()));
        line.append('\t').append(format.isEmpty() ? MISSING : String.join(":", format));
        for (Map<String, String> call : fields) {
            line.append('\t').append(values(format, call));
        }
    }

    /** Missing fields at the end are left out, as VCF allows; a call has at least a dot. */
    private static String values(Iterable<String> format, Map<String, String> call) {
        List<String> values = new ArrayList<>();
        int size = 0;
        for (String id : format) {
            values.add(call.getOrDefault(id, MISSING));
            size = call.containsKey(id) ? values.size() : size;
        }
        return size == 0 ? MISSING : String.join(":", values.subList(0, size));
    }

    private Map<String, String> fields(StoredCall call) {
        Map<String, String> fields = new TreeMap<>();
        if (call.information() != null) {
            call.information().forEach((key, value) -> {
                if (value != null) {
                    String id = formats.ofKey(key);
                    boolean isList = formats.isList(id, value);
                    formats.use(id, isList);
                    fields.put(id, isList ? elements(id, value) : value);
                }
            });
        }
        if (call.calls() != null) {
            formats.use("GT", false);
            fields.put("GT", genotype(call));
        }
        put(fields, "GL", call.genotypeLikelihoods(), RecordText::number);
        put(fields, "PL", call.phredLikelihoods(), String::valueOf);
        put(fields, "AD", call.alleleDepths(), String::valueOf);
        put(fields, "SPL", call.spl(), String::valueOf);
        put(fields, "GQ", call.conditionalQuality());
        put(fields, "DP", call.depth());
        put(fields, "PS", call.phaseSet());
        return fields;
    }

    private <T> void put(Map<String, String> fields, String id, List<T> values, Function<T, String> text) {
        if (values != null) {
            formats.use(id, true);
            fields.put(id, list(values, ",", text));
        }
    }

    private void put(Map<String, String> fields, String id, Integer value) {
        if (value != null) {
            formats.use(id, false);
            fields.put(id, value.toString());
        }
    }

    private String genotype(StoredCall call) {
        boolean phased = Boolean.TRUE.equals(call.phased());
        String alleles = call.calls().stream()
                .map(allele -> allele == null || allele < 0 ? MISSING : allele.toString())
                .collect(Collectors.joining(phased ? "|" : "/"));
        // The only way in which a single allele can be phased is VCF 4.4's mark before it.
        return phased && call.calls().size() == 1 && header.allowsLeadingPhase() ? "|" + alleles : alleles;
    }

    /** {@code [3, null]} as {@code 3,.}: what the importer made of the list. */
    private static String elements(String id, String value) {
        // A dot alone is no list, so this is the text.
        if (value.equals("[null]")) {
            return "null";
        }
        List<String> elements = new ArrayList<>();
        for (String element : value.substring(1, value.length() - 1).split(",", -1)) {
            String plain = elements.isEmpty() || !element.startsWith(" ") ? element : element.substring(1);
            elements.add(plain.equals("null") ? MISSING : plain);
        }
        return String.join(id.equals("FT") ? ";" : ",", elements);
    }

    private static <T> String list(List<T> values, String separator, Function<T, String> text) {
        if (values == null || values.isEmpty()) {
            return MISSING;
        }
        return values.stream()
                .map(value -> value == null ? MISSING : text.apply(value))
                .collect(Collectors.joining(separator));
    }

    /** The shortest text that reads as the same number. */
    static String number(double value) {
        if (Math.rint(value) == value && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0.0" : Long.toString((long) value);
        }
        return Double.toString(value);
    }
}
