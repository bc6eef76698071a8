package org.lakeome.example;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What an invented clinic says of some of the sites: a VCF without samples, with INFO fields named as ClinVar names them. */
final class ClinicalVcf {
    private static final int EVERY = 20;
    private static final List<String> CONDITIONS = List.of(
            "Example_cardiomyopathy_1",
            "Example_retinal_dystrophy_2",
            "Example_storage_disease_3",
            "Example_hearing_loss_4",
            "Example_coagulation_disorder_5");

    private final Genome genome;
    private final Writer out;
    private final List<Entry> entries;

    /** One line of the file, about the first alternate of a site. */
    private record Entry(Site site, String significance, String condition) {}

    private ClinicalVcf(Genome genome, Writer out, List<Entry> entries) {
        this.genome = genome;
        this.out = out;
        this.entries = entries;
    }

    /** Writes the file and says which pathogenic variant the child carries; it is the only one. */
    static ExampleData.Finding write(Genome genome, Cohort cohort, Random random, Writer out) throws IOException {
        Site carried = carried(cohort);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < cohort.sites().size(); i++) {
            Site site = cohort.sites().get(i);
            String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
            if (site == carried) {
                entries.add(new Entry(site, "Pathogenic", CONDITIONS.getFirst()));
            } else if (i % EVERY == 0) {
                entries.add(new Entry(site, significance(site, random), condition));
            }
        }
        new ClinicalVcf(genome, out, entries).write();
        return new ExampleData.Finding(
                carried.contig(),
                carried.position(),
                carried.ref(),
                carried.alts().getFirst(),
                gene(carried),
                CONDITIONS.getFirst());
    }

    /** The rarest single change that passed its filters and that the child has once. */
    private static Site carried(Cohort cohort) {
        return cohort.sites().stream()
                .filter(site -> site.isSnv()
                        && site.alts().size() == 1
                        && site.filters().isEmpty())
                .filter(site -> site.calls().get(Cohort.CHILD).count(1) == 1)
                .min(Comparator.comparingInt(site -> site.count(1)))
                .orElseThrow();
    }

    private static String significance(Site site, Random random) {
        int draw = random.nextInt(100);
        boolean harmful = draw >= 94 && !site.calls().get(Cohort.CHILD).carriesAlternate();
        if (harmful) {
            return draw < 97 ? "Likely_pathogenic" : "Pathogenic";
        }
        if (draw < 45) {
            return "Benign";
        }
        return draw < 65 ? "Likely_benign" : "Uncertain_significance";
    }

    private void write() throws IOException {
        out.write("##fileformat=VCFv4.1\n");
        out.write("##source=lakeome example data, all invented\n");
        CohortVcf.writeContigs(genome, out);
        info("ALLELEID", "1", "Integer", "Number of the allele");
        info("CLNDISDB", ".", "String", "Database and identifier of the condition");
        info("CLNDN", ".", "String", "Name of the condition");
        info("CLNREVSTAT", ".", "String", "Review status");
        info("CLNSIG", ".", "String", "Clinical significance");
        info("CLNVC", "1", "String", "Type of the variant");
        info("GENEINFO", "1", "String", "Gene as symbol:number");
        info("ORIGIN", ".", "String", "Origin of the allele; 1 is germline");
        out.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        for (int i = 0; i < entries.size(); i++) {
            writeEntry(entries.get(i), 900_001 + i);
        }
    }

    private void writeEntry(Entry entry, int number) throws IOException {
        Site site = entry.site();
        String alt = site.alts().getFirst();
        out.write(site.contig() + "\t" + site.position() + "\t" + number + "\t" + site.ref() + "\t" + alt
                + "\t.\t.\tALLELEID="
                + (number + 10_000)
                + ";CLNDISDB=Example:EX"
                + entry.condition().charAt(entry.condition().length() - 1)
                + ";CLNDN=" + entry.condition()
                + ";CLNREVSTAT=criteria_provided,_single_submitter;CLNSIG=" + entry.significance()
                + ";CLNVC=" + type(site.ref(), alt)
                + ";GENEINFO=" + gene(site) + ":" + (9_000_000 + site.position() / 40_000)
                + ";ORIGIN=1\n");
    }

    private void info(String id, String number, String type, String description) throws IOException {
        out.write(
                "##INFO=<ID=" + id + ",Number=" + number + ",Type=" + type + ",Description=\"" + description + "\">\n");
    }

    private static String type(String ref, String alt) {
        if (ref.length() == alt.length()) {
            return "single_nucleotide_variant";
        }
        return ref.length() > alt.length() ? "Deletion" : "Insertion";
    }

    /** An invented gene for every 40,000 bases. */
    private static String gene(Site site) {
        return "EX" + site.contig().substring(3) + "G" + (1 + site.position() / 40_000);
    }
}
