package org.lakeome.ingest.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.source.FieldFault;

/**
 * Rows of the one table that AWS's samples suggest to those who leave HealthOmics: a row per record and sample, {@code pos} counted
 * from 1, the call as text, and its FORMAT fields in a map of text. They become rows as an import of the VCF would have made
 * them, as far as the text says it.
 */
final class SuggestedForm implements RowForm {
    private static final Type TEXT = Types.StringType.get();
    private static final Type TEXTS = Types.ListType.ofOptional(1, TEXT);
    private static final Type MAP = Types.MapType.ofOptional(1, 2, TEXT, TEXT);

    private static final Map<String, Type> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("sample_name", TEXT);
        TYPES.put("variant_name", TEXT);
        TYPES.put("chrom", TEXT);
        TYPES.put("pos", Types.LongType.get());
        TYPES.put("ref", TEXT);
        TYPES.put("alt", TEXTS);
        TYPES.put("qual", Types.DoubleType.get());
        TYPES.put("filter", TEXT);
        TYPES.put("genotype", TEXT);
        TYPES.put("info", MAP);
        TYPES.put("attributes", MAP);
        TYPES.put("is_reference_block", Types.BooleanType.get());
    }

    private static final Set<String> REQUIRED = Set.of("sample_name", "chrom", "pos", "ref", "alt");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, CellForm> forms = new HashMap<>();
    private final Map<String, Object> constants = new HashMap<>();

    private SuggestedForm() {}

    static SuggestedForm of(ForeignColumns found) {
        found.refuseOthersThan(TYPES.keySet());
        SuggestedForm form = new SuggestedForm();
        TYPES.forEach((name, wanted) -> {
            var column = found.find(name);
            if (!found.has(name) && REQUIRED.contains(name)) {
                throw found.missing(name, wanted);
            }
            if (column.isEmpty()) {
                form.constants.put(name, found.ofFolder(name, wanted));
            }
            column.ifPresent(field -> {
                form.names.put(name, field.name());
                form.forms.put(
                        name,
                        CellForm.of(field.type(), wanted)
                                .orElseThrow(() -> found.mismatch(name, field.type(), wanted)));
            });
        });
        return form;
    }

    @Override
    public void fill(Record from, Record to) {
        long start = required(from, "pos", Long.class) - 1;
        String reference = required(from, "ref", String.class);
        Map<String, String> info = map(from, "info");
        String contig = required(from, "chrom", String.class);
        to.setField("contigname", contig);
        to.setField("start", start);
        List<String> alternates = alternates(cell(from, "alt"));
        to.setField("end", InfoEnd.of(info, contig, start, reference, alternates));
        to.setField("names", split(text(from, "variant_name")));
        to.setField("referenceallele", reference);
        to.setField("alternatealleles", alternates);
        to.setField("qual", cell(from, "qual"));
        to.setField("filters", split(text(from, "filter")));
        to.setField("splitfrommultiallelic", false);
        to.setField("attributes", info);
        to.setField("sampleid", required(from, "sample_name", String.class));
        call(text(from, "genotype"), to);
        format(map(from, "attributes"), to);
        to.setField("annotations", null);
    }

    private static void call(String genotype, Record to) {
        if (genotype == null) {
            to.setField("calls", null);
            to.setField("phased", null);
            return;
        }
        List<Integer> calls = new ArrayList<>();
        for (String allele : genotype.replaceFirst("^[/|]", "").split("[/|]", -1)) {
            if (!allele.matches("\\.|\\d{1,9}")) {
                throw new FieldFault("genotype", genotype, "This is not a genotype, as 0/1 or 1|0 are.");
            }
            calls.add(allele.equals(".") ? -1 : Integer.parseInt(allele));
        }
        to.setField("calls", calls);
        to.setField("phased", genotype.indexOf('|') >= 0 && genotype.indexOf('/') < 0);
    }

    /** A value that its column cannot hold stays as text with those of other fields. */
    private static void format(Map<String, String> fields, Record to) {
        Map<String, String> others = new LinkedHashMap<>(fields);
        others.remove("GT");
        to.setField("genotypelikelihoods", list(others, "GL", Double::valueOf));
        to.setField("phredlikelihoods", list(others, "PL", Integer::valueOf));
        to.setField("alleledepths", list(others, "AD", Integer::valueOf));
        to.setField("spl", list(others, "SPL", Integer::valueOf));
        to.setField("conditionalquality", number(others, "GQ"));
        to.setField("depth", number(others, "DP"));
        to.setField("ps", number(others, "PS"));
        Map<String, String> information = new LinkedHashMap<>();
        others.forEach((id, value) -> information.put(key(id), ".".equals(value) ? null : value));
        to.setField("information", information.isEmpty() ? null : information);
    }

    private static Integer number(Map<String, String> fields, String id) {
        String text = fields.get(id);
        return text != null && text.indexOf(',') >= 0 ? null : first(list(fields, id, Integer::valueOf));
    }

    private static Integer first(List<Integer> values) {
        return values == null ? null : values.get(0);
    }

    private static <T> List<T> list(Map<String, String> fields, String id, Function<String, T> parse) {
        String text = fields.get(id);
        if (text == null || text.equals(".")) {
            fields.remove(id);
            return null;
        }
        List<T> values = new ArrayList<>();
        try {
            for (String value : text.split(",", -1)) {
                values.add(value.equals(".") ? null : parse.apply(value));
            }
        } catch (NumberFormatException e) {
            return null;
        }
        fields.remove(id);
        return values;
    }

    /** The names that FORMAT fields have in the column {@code information} (HealthOmics table contract, 3.5). */
    private static String key(String id) {
        return switch (id) {
            case "FT" -> "genotype_filters";
            case "GP" -> "posteriorprobabilities";
            case "HQ" -> "haplotypequalities";
            case "EC" -> "expectedallelecounts";
            case "MQ" -> "mappingquality";
            default -> id.toLowerCase(Locale.ROOT);
        };
    }

    private static List<String> alternates(Object alt) {
        if (alt == null) {
            return null;
        }
        List<String> alleles = new ArrayList<>();
        for (Object allele : (List<?>) alt) {
            if (allele != null && !allele.equals("") && !allele.equals(".")) {
                alleles.add((String) allele);
            }
        }
        return alleles.isEmpty() ? null : alleles;
    }

    private static List<String> split(String text) {
        return text == null || text.equals(".") || text.isEmpty() ? null : List.of(text.split(";"));
    }

    @SuppressWarnings("unchecked") // the form of the column makes it
    private Map<String, String> map(Record from, String name) {
        Object map = cell(from, name);
        return map == null ? Collections.emptyMap() : (Map<String, String>) map;
    }

    private String text(Record from, String name) {
        return (String) cell(from, name);
    }

    private <T> T required(Record from, String name, Class<T> type) {
        Object value = cell(from, name);
        if (value == null) {
            throw new FieldFault(name, "", "A row needs a value here, and has none.");
        }
        return type.cast(value);
    }

    private Object cell(Record from, String name) {
        CellForm form = forms.get(name);
        return form == null ? constants.get(name) : form.apply(from.getField(names.get(name)));
    }
}
