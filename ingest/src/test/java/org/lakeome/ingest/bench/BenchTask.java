package org.lakeome.ingest.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is measured.
 *
 * @param vepField {@code -} for none, like {@code fasta}
 * @param text the shell command that makes the same rows as text, to standard output; empty for a task without a reference
 * @param columns of that text, as DuckDB declares them; empty where the text alone is the reference
 */
record BenchTask(
        String name, List<Path> files, String vepField, String fasta, boolean split, String text, String columns) {
    private static final String CALLS =
            "[%CHROM\\t%POS\\t%ID\\t%REF\\t%ALT\\t%QUAL\\t%FILTER\\t%SAMPLE\\t%INFO/AC\\t%INFO/AF\\t"
                    + "%INFO/AN\\t%INFO/DP\\t%GT\\t%AD\\t%DP\\t%GQ\\t%PL\\n]";
    private static final String CALL_COLUMNS = columns("chrom VARCHAR,pos BIGINT,id VARCHAR,ref VARCHAR,alt VARCHAR,"
            + "qual DOUBLE,filter VARCHAR,sample VARCHAR,ac VARCHAR,af VARCHAR,an INTEGER,info_dp INTEGER,gt VARCHAR,"
            + "ad VARCHAR,dp INTEGER,gq INTEGER,pl VARCHAR");
    private static final String BLOCKS =
            "[%CHROM\\t%POS\\t%INFO/END\\t%REF\\t%ALT\\t%QUAL\\t%SAMPLE\\t%GT\\t%AD\\t%DP\\t%GQ\\t"
                    + "%MIN_DP\\t%PL\\n]";
    private static final String BLOCK_COLUMNS = columns("chrom VARCHAR,pos BIGINT,stop BIGINT,ref VARCHAR,alt VARCHAR,"
            + "qual DOUBLE,sample VARCHAR,gt VARCHAR,ad VARCHAR,dp INTEGER,gq INTEGER,min_dp INTEGER,pl VARCHAR");

    /** The four generated files; the text of each is what a Parquet writer could start from. */
    static List<BenchTask> generated(Path inputs) {
        Path multi = inputs.resolve("multi.vcf.gz");
        Path gvcf = inputs.resolve("gvcf.vcf.gz");
        Path vep = inputs.resolve("vep.vcf.gz");
        Path reference = inputs.resolve("ref.fa");
        String norm = "bcftools norm -f " + reference + " " + multi + " -Ou 2>/dev/null | bcftools query -f '" + CALLS
                + "' -";
        String split = norm.replace("norm -f", "norm -m -any -f");
        return List.of(
                new BenchTask(
                        "multi",
                        List.of(multi),
                        "-",
                        "-",
                        false,
                        "bcftools query -f '" + CALLS + "' " + multi,
                        CALL_COLUMNS),
                new BenchTask(
                        "multi, normalised", List.of(multi), "-", reference.toString(), false, norm, CALL_COLUMNS),
                new BenchTask(
                        "multi, normalised and split",
                        List.of(multi),
                        "-",
                        reference.toString(),
                        true,
                        split,
                        CALL_COLUMNS),
                new BenchTask(
                        "gvcf",
                        List.of(gvcf),
                        "-",
                        "-",
                        false,
                        "bcftools query -f '" + BLOCKS + "' " + gvcf,
                        BLOCK_COLUMNS),
                new BenchTask(
                        "vep",
                        List.of(vep),
                        "CSQ",
                        "-",
                        false,
                        "bcftools +split-vep -d -A tab -f '%CHROM\\t%POS\\t%REF\\t%ALT\\t%CSQ\\n' " + vep,
                        ""));
    }

    /** Text as it is; the reference copies its columns, and leaves the attributes of GFF the text that they are. */
    static BenchTask annotations(String name, Path file, String columns) {
        return new BenchTask(name, List.of(file), "-", "-", false, "grep -v '^#' " + file, columns(columns));
    }

    /** What the text and its copy are called on the page. */
    String reference() {
        if (columns.isEmpty()) {
            return "`bcftools +split-vep` to text";
        }
        if (text.startsWith("grep")) {
            return "DuckDB `COPY`";
        }
        return (fasta.equals("-") ? "`bcftools query`" : "`bcftools norm` \\| `query`") + ", DuckDB `COPY`";
    }

    static BenchTask ofFiles(String name, List<Path> files) {
        return new BenchTask(name, files, "-", "-", false, "", "");
    }

    private static String columns(String declarations) {
        return List.of(declarations.split(",")).stream()
                .map(column -> "'" + column.replace(" ", "':'") + "'")
                .collect(Collectors.joining(","));
    }
}
