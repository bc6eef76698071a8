package org.lakeome.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A VCF file drawn from a seed, with all that makes a round trip hard: what a record may lack, every kind of field, escapes. */
final class GeneratedVcf {
    private static final String HEADER = """
            ##fileformat=VCFv4.3
            ##FILTER=<ID=q10,Description="low, <10 \\"quality\\"">
            ##INFO=<ID=AF,Number=A,Type=Float,Description="frequency">
            ##INFO=<ID=TXT,Number=.,Type=String,Description="text">
            ##INFO=<ID=FLAG,Number=0,Type=Flag,Description="flag">
            ##FORMAT=<ID=FT,Number=1,Type=String,Description="filters">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
            ##FORMAT=<ID=GL,Number=G,Type=Float,Description="likelihoods">
            ##FORMAT=<ID=PS,Number=1,Type=Integer,Description="phase set">
            ##FORMAT=<ID=SPL,Number=.,Type=Integer,Description="likelihoods">
            ##FORMAT=<ID=GP,Number=G,Type=Float,Description="posteriors">
            ##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="least depth">
            ##FORMAT=<ID=Min_DP,Number=1,Type=Integer,Description="another">
            ##FORMAT=<ID=Word,Number=1,Type=String,Description="one text">
            ##FORMAT=<ID=Words,Number=.,Type=String,Description="texts">
            ##ALT=<ID=DEL,Description="Deletion">
            ##contig=<ID=chr2,length=100000>
            ##contig=<ID=chr1,length=200000>
            """;

    private final Random random;

    private GeneratedVcf(Random random) {
        this.random = random;
    }

    static String of(long seed, int records) {
        return new GeneratedVcf(new Random(seed)).text(records);
    }

    private String text(int records) {
        StringBuilder text = new StringBuilder(HEADER);
        text.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta sample\tö\n");
        for (String contig : List.of("chr2", "chr1", "not_in_header")) {
            int position = 0;
            for (int i = 0; i < records / 3; i++) {
                position += random.nextInt(300);
                record(text, contig, position);
            }
        }
        return text.toString();
    }

    private void record(StringBuilder text, String contig, int position) {
        List<String> alternates = oneOf(
                List.of(),
                List.of("C"),
                List.of("G", "*"),
                List.of("<DEL>"),
                List.of("<NON_REF>"),
                List.of("A[chr1:5["));
        int alleles = alternates.size() + 1;
        List<String> info = new ArrayList<>();
        sometimes(info, () -> "AF=" + vector(alternates.size(), () -> oneOf("0.50", "1e-5", "NaN", ".")));
        sometimes(info, () -> "TXT=" + oneOf("a%3Bb", "x,y", "ü", "=", "a b", "."));
        sometimes(info, () -> "FLAG");
        sometimes(info, () -> "END=" + (position + random.nextInt(500)));
        sometimes(info, () -> "NS=3");
        text.append(String.join(
                "\t",
                contig,
                Integer.toString(position),
                oneOf(".", "rs1", "rs1;rs2"),
                oneOf("A", "ACGT", "an"),
                alternates.isEmpty() ? "." : String.join(",", alternates),
                oneOf(".", "10", "0.1", "1e-300", "1234567.875"),
                oneOf(".", "PASS", "q10", "s50;q10"),
                info.isEmpty() ? "." : String.join(";", info)));
        List<String> format = new ArrayList<>(List.of("GT"));
        for (String id :
                List.of("AD", "DP", "GQ", "PL", "GL", "PS", "SPL", "GP", "MIN_DP", "Min_DP", "Word", "Words", "FT")) {
            sometimes(format, () -> id);
        }
        text.append('\t').append(String.join(":", format));
        for (int sample = 0; sample < 2; sample++) {
            List<String> values = format.stream().map(id -> value(id, alleles)).toList();
            int kept = random.nextInt(4) == 0 ? 1 + random.nextInt(values.size()) : values.size();
            text.append('\t').append(String.join(":", values.subList(0, kept)));
        }
        text.append('\n');
    }

    private String value(String id, int alleles) {
        if (id.equals("GT")) {
            int ploidy = 1 + random.nextInt(4);
            String separator = ploidy == 1 ? "/" : oneOf("/", "|");
            return IntStream.range(0, ploidy)
                    .mapToObj(any -> random.nextInt(4) == 0 ? "." : Integer.toString(random.nextInt(alleles)))
                    .collect(Collectors.joining(separator));
        }
        return random.nextInt(5) == 0
                ? "."
                : switch (id) {
                    case "AD" -> vector(alleles, this::number);
                    case "PL", "SPL" -> vector(alleles * (alleles + 1) / 2, this::number);
                    case "GL", "GP" -> vector(2, () -> oneOf("-0.50", "1e-7", "0", "3.25"));
                    case "FT" -> oneOf("PASS", "q10", "q10;s50");
                    case "Word" -> oneOf("plain", "[x, y]", "a%2Cb", "null", "1.0");
                    case "Words" -> vector(3, () -> oneOf("a", "b c", "null", "[", "."));
                    default -> Integer.toString(random.nextInt(1000));
                };
    }

    private String number() {
        return random.nextInt(4) == 0 ? "." : Integer.toString(random.nextInt(5000));
    }

    private static String vector(int size, Supplier<String> element) {
        return size == 0
                ? "."
                : IntStream.range(0, size).mapToObj(any -> element.get()).collect(Collectors.joining(","));
    }

    private void sometimes(List<String> list, Supplier<String> entry) {
        if (random.nextInt(3) > 0) {
            list.add(entry.get());
        }
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
