package org.lakeome.ingest.readers;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** VCF texts drawn from a seed that fill every column of the table, with all that may be missing. */
final class EveryTypeVcf {
    private static final String FIELDS = """
            ##fileformat=VCFv4.3
            ##contig=<ID=chr1>
            ##contig=<ID=chr2>
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: \
            Allele|Consequence|IMPACT|Gene|EXON|Amino_acids|Existing_variation|FLAGS|Other">
            ##INFO=<ID=AF,Number=A,Type=Float,Description="frequency">
            ##INFO=<ID=TXT,Number=.,Type=String,Description="text">
            ##INFO=<ID=LONG,Number=1,Type=String,Description="long text">
            ##INFO=<ID=FLAG,Number=0,Type=Flag,Description="flag">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
            ##FORMAT=<ID=GL,Number=G,Type=Float,Description="likelihoods">
            ##FORMAT=<ID=PS,Number=1,Type=Integer,Description="phase set">
            ##FORMAT=<ID=SPL,Number=.,Type=Integer,Description="likelihoods">
            ##FORMAT=<ID=Word,Number=1,Type=String,Description="one text">
            ##FORMAT=<ID=Words,Number=.,Type=String,Description="texts">
            """;
    private static final List<String> KEYS = List.of("AD", "DP", "GQ", "PL", "GL", "PS", "SPL", "Word", "Words");

    private final Random random;

    EveryTypeVcf(long seed) {
        this.random = new Random(seed);
    }

    /** @param longTexts so many records at the start have a text of 5 kB that no other has, more than a dictionary takes */
    String everything(int records, int longTexts, String... samples) {
        StringBuilder text = header(samples);
        for (int i = 0; i < records; i++) {
            String alternate = oneOf(".", "C", "C,*", "<NON_REF>");
            site(text, i < records / 2 ? "chr1" : "chr2", 1 + i * 7, alternate);
            text.append('\t').append(info(i < longTexts));
            List<String> keys =
                    KEYS.stream().filter(key -> random.nextInt(4) > 0).toList();
            text.append("\tGT").append(keys.isEmpty() ? "" : ":").append(String.join(":", keys));
            for (int sample = 0; sample < samples.length; sample++) {
                text.append('\t')
                        .append(
                                alternate.equals(".")
                                        ? oneOf("0/0", "0|.", "0")
                                        : oneOf("0/0", "0|1", "./.", "1", ".|1", "0/1/1"));
                keys.forEach(key -> text.append(':').append(value(key)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Many records with little in them: most call columns are left out of the files. */
    String manyRecords(int records, String... samples) {
        StringBuilder text = header(samples);
        for (int i = 0; i < records; i++) {
            site(text, "chr2", 1 + i * 3, "C");
            text.append("\t.\tGT:DP");
            for (int sample = 0; sample < samples.length; sample++) {
                text.append(i < records / 2 ? "\t0/1:" : "\t0|1:").append(random.nextInt(90));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static StringBuilder header(String... samples) {
        return new StringBuilder(FIELDS)
                .append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t")
                .append(String.join("\t", samples))
                .append('\n');
    }

    private void site(StringBuilder text, String contig, int position, String alternate) {
        text.append(String.join(
                "\t",
                contig,
                Integer.toString(position),
                oneOf(".", "rs1", "rs1;rs2"),
                oneOf("A", "G", "T"),
                alternate,
                oneOf(".", "10", "0.25", "1e-300", "1234567.875"),
                oneOf(".", "PASS", "q10", "s50;q10")));
    }

    private String info(boolean withLongText) {
        String text = IntStream.range(0, 4)
                .filter(any -> random.nextBoolean())
                .mapToObj(which -> switch (which) {
                    case 0 -> "AF=" + list(() -> oneOf("0.5", "1e-5", "."));
                    case 1 -> "TXT=" + oneOf("a%3Bb", "x,y", "ü\ud83e\uddec", "=", ".");
                    case 2 -> "FLAG";
                    default -> "CSQ=" + list(this::entry);
                })
                .collect(Collectors.joining(";"));
        String longText = withLongText ? "LONG=" + random.nextLong() + "x".repeat(5_000) : "";
        return text.isEmpty() && longText.isEmpty()
                ? "."
                : text.isEmpty() ? longText : longText.isEmpty() ? text : text + ";" + longText;
    }

    private String entry() {
        return String.join(
                "|",
                oneOf("C", "", "-"),
                oneOf("missense_variant&splice_region_variant", "intron_variant", ""),
                oneOf("HIGH", "LOW"),
                "ENSG" + random.nextInt(50),
                oneOf("1/13", ""),
                oneOf("R/L", "R", ""),
                oneOf("rs1&COSV2", ""),
                oneOf("cds_start_NF", ""),
                oneOf("größer", ""));
    }

    private String value(String key) {
        return random.nextInt(5) == 0
                ? "."
                : switch (key) {
                    case "DP", "GQ", "PS" -> Integer.toString(random.nextInt());
                    case "AD", "PL", "SPL" -> list(() -> oneOf(".", "0", Integer.toString(random.nextInt(100_000))));
                    case "GL" -> list(() -> oneOf("-0.5", "1e-7", "3.25"));
                    case "Word" -> oneOf("plain", "ä", "null");
                    default -> list(() -> oneOf("a", "b c", "."));
                };
    }

    private String list(Supplier<String> element) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(any -> element.get())
                .collect(Collectors.joining(","));
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
