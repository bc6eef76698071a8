package org.lakeome.ingest.normalise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.conformance.ConformanceCheck;
import org.lakeome.ingest.conformance.Verdict;

/** bcftools' own cases of norm, one by one; prints those that are not on offer, with the reason. */
public final class NormalisationCheck implements ConformanceCheck {
    @Override
    public String name() {
        return "normalisation";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (NormalisationCase norm : NormalisationCase.load()) {
            if (norm.isOffered()) {
                verdicts.add(Verdict.of("bcftools-norm/" + norm.expected(), () -> verdict(norm, norm.run(data))));
            } else {
                System.out.println("not on offer: " + norm.command() + ": " + norm.remark());
            }
        }
        return verdicts;
    }

    private static Verdict verdict(NormalisationCase norm, NormalisationCase.Outcome outcome) {
        String file = "bcftools-norm/" + norm.expected();
        if (norm.kind().equals("refused")) {
            return outcome.ours().isEmpty()
                    ? Verdict.refusedRightly(file, String.join("; ", outcome.faults()))
                    : Verdict.differing(file, "values of the wrong number were taken");
        }
        return outcome.ours().equals(outcome.theirs())
                ? Verdict.agreed(file)
                : Verdict.differing(
                        file,
                        outcome.ours().size() + " rows, bcftools has "
                                + outcome.theirs().size());
    }
}
