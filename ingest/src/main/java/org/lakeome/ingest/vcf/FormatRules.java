package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.ByteScan;

/**
 * Notices what in FORMAT, in phase sets and at the end of a line breaks a rule that no column needs (VCF 4.5, section 1.6.2), and
 * counts it. For one thread.
 */
final class FormatRules {
    private static final Set<String> LOCAL = Set.of("LAD", "LADF", "LADR", "LEC", "LGL", "LGP", "LPL", "LPP");
    private static final Set<String> PHASES = Set.of("PSL", "PSO", "PSQ");

    private final String version;
    private final boolean phasesAreListed;
    private final boolean sitesOnly;
    private final SampleBand band;
    private final RemarkCount siteRemarks;
    private final RemarkCount callRemarks;
    private byte[] text = {};
    private String fault = "";
    /** Null if the calls need no look. */
    private PhaseRules phases;

    FormatRules(VcfHeader header, SampleBand band, RemarkCount siteRemarks, RemarkCount callRemarks) {
        this.version = header.version();
        this.phasesAreListed = header.isAtLeast("VCFv4.4");
        this.sitesOnly = header.isSitesOnly();
        this.band = band;
        this.siteRemarks = siteRemarks;
        this.callRemarks = callRemarks;
    }

    /** A line that was read, from FORMAT on. */
    void line(byte[] line, int from, int to) {
        if (line[to - 1] == '\t') {
            siteRemarks.add("the line ends with a tab");
        }
        if (sitesOnly) {
            return;
        }
        int formatEnd = ByteScan.find(line, from, to, (byte) '\t');
        format(line, from, formatEnd);
        if (!fault.isEmpty()) {
            siteRemarks.add(fault);
        }
        if (phases != null) {
            calls(line, formatEnd + 1, to);
        }
    }

    private void calls(byte[] line, int from, int to) {
        int at = from;
        for (int sample = 0; sample < band.to() && at <= to; sample++) {
            int end = ByteScan.find(line, at, to, (byte) '\t');
            String wrong = sample < band.from() ? "" : phases.fault(line, at, end);
            if (!wrong.isEmpty()) {
                callRemarks.add(wrong);
            }
            at = end + 1;
        }
    }

    /** The column is mostly that of the line before. */
    private void format(byte[] line, int from, int to) {
        if (!Arrays.equals(text, 0, text.length, line, from, to)) {
            text = Arrays.copyOfRange(line, from, to);
            List<String> keys = List.of(new String(text, StandardCharsets.UTF_8).split(":", -1));
            fault = fault(keys);
            phases = phasesAreListed && keys.stream().anyMatch(PHASES::contains) ? new PhaseRules(keys) : null;
        }
    }

    private String fault(List<String> keys) {
        if (keys.equals(List.of("."))) {
            return "";
        }
        for (String key : keys) {
            if (!HeaderNames.isField("FORMAT", key, version)) {
                return "FORMAT key " + key + " is not made of letters, digits, _ and .";
            }
        }
        if (keys.lastIndexOf("GT") > 0) {
            return "GT is not the first key of FORMAT";
        }
        boolean isLocal = version.compareTo("VCFv4.5") >= 0 && keys.stream().anyMatch(LOCAL::contains);
        return isLocal && !keys.contains("LAA") ? "FORMAT has fields of local alleles without LAA" : "";
    }
}
