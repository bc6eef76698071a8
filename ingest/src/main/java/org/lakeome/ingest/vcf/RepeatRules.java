package org.lakeome.ingest.vcf;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How many values the INFO keys of tandem repeats have (VCF 4.4, section 5.7): as many as RN says, or as RUC does. */
final class RepeatRules {
    private static final String ALLELE = "<CNV:TR>";

    private static final Pattern UNIT = Pattern.compile("[ACGTUNRYSWKMBDHVacgtunryswkmbdhv]+");

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
            String fault = intervals(info);
            if (fault == null) {
                fault = sequences(info.get("RUS"), info.get("RUL"));
            }
            return fault != null || !info.containsKey("RUB") ? fault : units(info.get("RUB"), info.get("RUC"));
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

    /** Each around the value 0, as the difference to the value that it is of. */
    private static String intervals(Map<String, String[]> info) {
        for (String key : List.of("RUC", "RB")) {
            String[] bounds = info.getOrDefault("CI" + key, new String[] {"."});
            boolean missing = List.of(bounds).stream().allMatch("."::equals);
            if (!missing && !info.containsKey(key)) {
                return "INFO CI" + key + " stands there without " + key;
            }
            for (int i = 0; i < bounds.length; i++) {
                double sign = i % 2 == 0 ? -1 : 1;
                if (!bounds[i].equals(".") && sign * Double.parseDouble(bounds[i]) < 0) {
                    return "INFO CI" + key + " does not span 0";
                }
            }
        }
        return null;
    }

    private static String sequences(String[] units, String[] lengths) {
        for (int i = 0; units != null && i < units.length; i++) {
            if (units[i].equals(".")) {
                continue;
            }
            if (!UNIT.matcher(units[i]).matches()) {
                return "INFO RUS holds a letter that is no base";
            }
            boolean given = lengths != null && i < lengths.length && !lengths[i].equals(".");
            if (given && Long.parseLong(lengths[i]) != units[i].length()) {
                return "INFO RUL is not the length of RUS";
            }
        }
        return null;
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
