package org.lakeome.ingest.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects verdicts and prints them: per source folder, per check, and every file that differs with its reason. */
public final class Report {
    private final Explanations explanations;
    private final Map<String, List<Verdict>> byCheck = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    public Report(Explanations explanations) {
        this.explanations = explanations;
    }

    public void add(ConformanceCheck check, List<Verdict> verdicts) {
        byCheck.put(check.name(), List.copyOf(verdicts));
    }

    /** True when every difference is explained, and every explanation needed. */
    public boolean print(PrintStream out) {
        out.println();
        out.printf("%-24s %6s %7s %16s %9s%n", "source folder", "files", "agreed", "refused rightly", "differing");
        folders().forEach((folder, counts) -> line(out, folder, counts));
        out.println();
        out.printf("%-24s %6s %7s %16s %9s%n", "check", "files", "agreed", "refused rightly", "differing");
        byCheck.forEach((check, verdicts) -> line(out, check, counts(verdicts)));
        out.println();
        byCheck.forEach((check, verdicts) -> differences(out, check, verdicts));
        faults.forEach(fault -> out.println("NOT IN ORDER: " + fault));
        out.println(
                faults.isEmpty()
                        ? "conformance: every difference is explained"
                        : "conformance: " + faults.size() + " differences or explanations are not in order");
        return faults.isEmpty();
    }

    /** A file counts once, by the worst that a check says of it. */
    private Map<String, Map<Verdict.Kind, Integer>> folders() {
        Map<String, Verdict> worst = new HashMap<>();
        for (List<Verdict> verdicts : byCheck.values()) {
            for (Verdict verdict : verdicts) {
                worst.merge(
                        verdict.file(),
                        verdict,
                        (a, b) -> Comparator.comparing(Verdict::kind).compare(a, b) >= 0 ? a : b);
            }
        }
        Map<String, List<Verdict>> folders = new TreeMap<>();
        worst.values().forEach(verdict -> folders.computeIfAbsent(verdict.folder(), folder -> new ArrayList<>())
                .add(verdict));
        Map<String, Map<Verdict.Kind, Integer>> counts = new TreeMap<>();
        folders.forEach((folder, verdicts) -> counts.put(folder, counts(verdicts)));
        return counts;
    }

    private static Map<Verdict.Kind, Integer> counts(List<Verdict> verdicts) {
        Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
        verdicts.forEach(verdict -> counts.merge(verdict.kind(), 1, Integer::sum));
        return counts;
    }

    private static void line(PrintStream out, String name, Map<Verdict.Kind, Integer> counts) {
        out.printf(
                "%-24s %6d %7d %16d %9d%n",
                name,
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(Verdict.Kind.AGREED, 0),
                counts.getOrDefault(Verdict.Kind.REFUSED_RIGHTLY, 0),
                counts.getOrDefault(Verdict.Kind.DIFFERING, 0));
    }

    private void differences(PrintStream out, String check, List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            if (verdict.kind() == Verdict.Kind.DIFFERING) {
                Optional<String> explanation = explanations.of(check, verdict.file());
                out.println(check + "  " + verdict.file() + ": " + explanation.orElse("UNEXPLAINED"));
                if (explanation.isEmpty()) {
                    out.println("    " + verdict.reason());
                    faults.add(check + " " + verdict.file() + " differs and is not explained");
                }
            }
        }
        for (String file : explanations.unneeded(check, verdicts)) {
            faults.add(check + " " + file + " is explained and does not differ");
        }
    }
}
