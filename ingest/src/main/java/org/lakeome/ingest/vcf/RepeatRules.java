package org.lakeome.ingest.vcf;

import java.util.List;
import java.util.Map;

/** How many values the INFO keys of tandem repeats have (VCF 4.4, section 5.7): as many as RN says, or as RUC does. */
final class RepeatRules {
    private static final String ALLELE = "<CNV:TR>";

    private RepeatRules() {}

    /** What is wrong; null if nothing is. */
    static String fault(String[] alternates, Map<String, String[]> info) {
        if (!List.of(alternates).contains(ALLELE)) {
            return null;
        }
        try {
            int repeats = repeats(alternates, info.get("RN"));
            for (String key : List.of("RUS", "RUL", "RUC", "RB")) {
                if (!fits(info.get(key), repeats)) {
                    return fault(key, info.get(key), repeats);
                }
            }
            for (String key : List.of("CIRUC", "CIRB")) {
                if (!fits(info.get(key), 2L * repeats)) {
                    return fault(key, info.get(key), 2L * repeats);
                }
            }
            return info.containsKey("RUB") ? units(info.get("RUB"), info.get("RUC")) : null;
        } catch (NumberFormatException e) {
            // A value that is no number is said of the key itself.
            return null;
        }
    }

    /** Without RN each tandem repeat has one repeat sequence. */
    private static int repeats(String[] alternates, String[] counts) {
        int repeats = 0;
        for (int i = 0; i < alternates.length; i++) {
            boolean given = counts != null && i < counts.length && !counts[i].equals(".");
            repeats += given ? Integer.parseInt(counts[i]) : alternates[i].equals(ALLELE) ? 1 : 0;
        }
        return repeats;
    }

    private static boolean fits(String[] values, long wanted) {
        return values == null || values.length == wanted || values.length == 1 && values[0].equals(".");
    }

    private static String fault(String key, String[] values, long wanted) {
        return "INFO " + key + " has " + values.length + (values.length == 1 ? " value" : " values") + ", not "
                + wanted;
    }

    private static String units(String[] sizes, String[] counts) {
        if (counts == null) {
            return "INFO RUB stands there without RUC";
        }
        long units = 0;
        for (String count : counts) {
            if (count.equals(".")) {
                return "INFO RUB stands there without RUC";
            }
            double value = Double.parseDouble(count);
            if (value != Math.rint(value)) {
                return "INFO RUC is not a whole number, and RUB tells the size of each unit";
            }
            units += (long) value;
        }
        return fits(sizes, units) ? null : fault("RUB", sizes, units);
    }
}
