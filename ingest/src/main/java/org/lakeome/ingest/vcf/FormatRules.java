package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
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

    /**
     * What is to be said of records with one FORMAT column.
     *
     * @param fault empty if there is none
     * @param phases null if the calls need no look
     */
    record Verdict(String fault, PhaseRules phases) {}

    FormatRules(VcfHeader header, SampleBand band, RemarkCount siteRemarks, RemarkCount callRemarks) {
        this.version = header.version();
        this.phasesAreListed = header.isAtLeast("VCFv4.4");
        this.sitesOnly = header.isSitesOnly();
        this.band = band;
        this.siteRemarks = siteRemarks;
        this.callRemarks = callRemarks;
    }

    /** A line that was read, from FORMAT on, which got the verdict. */
    void line(Verdict format, byte[] line, int from, int to) {
        if (line[to - 1] == '\t') {
            siteRemarks.add("the line ends with a tab");
        }
        if (sitesOnly) {
            return;
        }
        if (!format.fault().isEmpty()) {
            siteRemarks.add(format.fault());
        }
        if (format.phases() != null) {
            calls(format.phases(), line, ByteScan.find(line, from, to, (byte) '\t') + 1, to);
        }
    }

    private void calls(PhaseRules phases, byte[] line, int from, int to) {
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

    Verdict verdict(byte[] format) {
        List<String> keys = List.of(new String(format, StandardCharsets.UTF_8).split(":", -1));
        boolean hasPhases = phasesAreListed && keys.stream().anyMatch(PHASES::contains);
        return new Verdict(fault(keys), hasPhases ? new PhaseRules(keys) : null);
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
