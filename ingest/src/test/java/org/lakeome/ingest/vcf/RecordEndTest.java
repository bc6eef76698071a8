package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.source.TextSource;

/** Where a record ends: by INFO END where it can be the end, else by the lengths that the record names, else with REF. */
class RecordEndTest {
    private static final String INFOS = """
            ##INFO=<ID=END,Number=1,Type=Integer,Description="">
            ##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="">
            ##INFO=<ID=SVTYPE,Number=1,Type=String,Description="">
            ##INFO=<ID=CHR2,Number=1,Type=String,Description="">
            ##INFO=<ID=POS2,Number=1,Type=Integer,Description="">
            ##INFO=<ID=END2,Number=1,Type=Integer,Description="">
            ##INFO=<ID=DB,Number=0,Type=Flag,Description="">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            ##FORMAT=<ID=LEN,Number=1,Type=Integer,Description="">
            """;
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\ts2\n";
    private static final int LINE = 12;
    private static final Remarks BEFORE = new Remarks(1, LINE, "it lies before POS");
    private static final Remarks OF_MATE = new Remarks(1, LINE, "it is a position of the mate's contig");

    @TempDir
    Path folder;

    private record Read(Site site, Remarks remarks) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A     | C         | END=5                        | 200
                    ACG   | A         | END=5;DB                     | 202
                    A     | C         | END=-1                       | 200
                    A     | C         | END=198                      | 200
                    A     | <DEL>     | SVLEN=-8;END=82;SVTYPE=DEL   | 208
                    A     | <DEL>     | END=82;SVLEN=8               | 208
                    A     | <INS>     | SVLEN=50;END=82              | 200
                    A     | <DEL>     | SVLEN=.;END=82               | 200
                    A     | C,<DUP:X> | SVLEN=.,30;END=82            | 230
                    A     | <TRA>     | SVLEN=0;SVTYPE=TRA;END=82    | 200
                    A     | <DUP>     | END=82;CHR2=chr1;SVLEN=9     | 209
                    """)
    void anEndBeforePosIsSaidAndNotTaken(String reference, String alternates, String info, long end)
            throws IOException {
        for (String version : List.of("4.1", "4.3", "4.4", "4.5")) {
            Read read = read(version, reference, alternates, info);
            assertThat(read.site().end()).as(version).isEqualTo(end);
            assertThat(read.remarks()).as(version).isEqualTo(BEFORE);
            assertThat(info).contains("END=" + read.site().attributes().get("END"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <TRA>          | SVTYPE=TRA;CHR2=chr2;END=77
                    <TRA>          | SVTYPE=TRA;CHR2=chr2;END=1999999;DB
                    <TRA>          | END=1999999;CHR2=chr2
                    A]chr2:1200]   | SVTYPE=BND;CHR2=chr2;END=1200
                    A]chr2:120]    | SVTYPE=BND;CHR2=chr2;END=120
                    ]chr2:1200]A   | SVTYPE=BND;END=1200
                    A[chr2:120[    | SVTYPE=BND;END=120
                    [HLA:1:120[A   | SVTYPE=BND;END=120
                    A[<ctg1>:1200[ | SVTYPE=BND;END=1200
                    """)
    void anEndOnTheMatesContigIsSaidAndNotTaken(String alternate, String info) throws IOException {
        Read read = read("4.2", "A", alternate, info);
        assertThat(read.site().end()).isEqualTo(200);
        assertThat(read.remarks()).isEqualTo(OF_MATE);
        assertThat(info).contains("END=" + read.site().attributes().get("END"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <DEL>        | CHR2=chr1;END=900              | 900
                    <DEL>        | CHR2=.;END=900                 | 900
                    A]chr2:1200] | CHR2=chr2;POS2=1200;END=201    | 201
                    <CTX>        | CHR2=chr2;END2=1200;END=201    | 201
                    A]chr2:1200] | SVTYPE=BND;END=201             | 201
                    A]chr1:1200] | SVTYPE=BND;END=1200            | 1200
                    C            | END=199                        | 199
                    <NON_REF>    | END=260                        | 260
                    <DEL>        | SVLEN=5;END=.                  | 200
                    <DEL>        | SVLEN=5                        | 200
                    """)
    void anEndThatMayBeTheRecordsIsTaken(String alternate, String info, long end) throws IOException {
        Read read = read("4.2", "A", alternate, info);
        assertThat(read.site().end()).isEqualTo(end);
        assertThat(read.remarks()).isEqualTo(Remarks.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A   | <DEL>        | SVLEN=500;DB   | 700
                    A   | <DEL:ME>     | SVLEN=10;END=. | 210
                    A   | <DEL>,<INS>  | SVLEN=-10,900  | 210
                    A   | <DUP:TANDEM> | DB;SVLEN=30    | 230
                    A   | <CNV:TR>     | SVLEN=30       | 230
                    A   | <INV>        | SVLEN=.        | 200
                    A   | <DEL>        | SVLEN=9;END=204| 204
                    ACG | A,<DEL>      | SVLEN=.,1      | 202
                    A   | <DELETION>   | SVLEN=10       | 200
                    """)
    void withoutEndTheLengthsOfVariantsCountFromVersion44On(String reference, String alternates, String info, long end)
            throws IOException {
        assertThat(read("4.4", reference, alternates, info).site().end()).isEqualTo(end);
        assertThat(read("4.5", reference, alternates, info).site().end()).isEqualTo(end);
        assertThat(read("4.3", reference, alternates, info).site().end())
                .isEqualTo(info.contains("END=2") ? end : 199 + reference.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A       | <*>     | .       | GT:LEN | 0/0:61 | 0/0:40 | 260
                    A       | <*>     | .       | GT:LEN | 0/0    | ./.:.  | 200
                    A       | <*>     | END=210 | GT:LEN | 0/0:61 | 0/0:40 | 210
                    A       | C       | .       | GT:LEN | 0/1:61 | 0/0:40 | 200
                    A       | <INS>   | SVLEN=7 | GT:LEN | 0/1:61 | 0/0:40 | 200
                    ACGTACG | A,<*>   | .       | LEN:GT | 3:0/1  | 5:0/2  | 206
                    A       | <DEL>,<*> | SVLEN=90,. | GT:LEN | 0/0:61 | 0/0:40 | 290
                    """)
    void lengthsOfReferenceBlocksCountFromVersion45On(
            String reference, String alternates, String info, String format, String first, String second, long end)
            throws IOException {
        String line =
                String.join("\t", "chr1", "200", ".", reference, alternates, ".", ".", info, format, first, second);
        assertThat(reader("4.5", line, ReadOptions.AS_WRITTEN, 0, 2)
                        .get(0)
                        .site()
                        .end())
                .isEqualTo(end);
        assertThat(reader("4.4", line, ReadOptions.AS_WRITTEN, 0, 2)
                        .get(0)
                        .site()
                        .end())
                .isEqualTo(info.startsWith("END") || info.contains("90") ? end : 199 + reference.length());
    }

    @Test
    void everyBandOfSamplesHasTheSameEndWhenALineIsSplit() throws IOException {
        String line = "chr1\t200\t.\tA\tC,<*>\t.\t.\t.\tGT:LEN\t0/0:61\t0/1:40";
        ReadOptions split = new ReadOptions(null, true, false, false);
        for (int sample = 0; sample < 2; sample++) {
            assertThat(reader("4.5", line, split, sample, sample + 1))
                    .extracting(read -> read.site().end())
                    .containsExactly(200L, 260L);
        }
    }

    private Read read(String version, String reference, String alternates, String info) throws IOException {
        String line = String.join("\t", "chr1", "200", ".", reference, alternates, ".", ".", info, "GT", "0/1", "0/0");
        return reader(version, line, ReadOptions.AS_WRITTEN, 0, 2).get(0);
    }

    private List<Read> reader(String version, String line, ReadOptions options, int fromSample, int toSample)
            throws IOException {
        Path file = folder.resolve("ends.vcf");
        Files.writeString(file, "##fileformat=VCFv" + version + "\n" + INFOS + COLUMNS + line + "\n");
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        SampleBand band = new SampleBand(fromSample, toSample);
        List<Read> all = new ArrayList<>();
        try (VcfReader reader = new VcfReader(source, header, source.whole(), band, options)) {
            while (reader.next(1, 1 << 20)) {
                all.add(new Read(reader.batch().site(0), reader.remarks().get(RemarkKind.END)));
            }
        }
        return all;
    }
}
