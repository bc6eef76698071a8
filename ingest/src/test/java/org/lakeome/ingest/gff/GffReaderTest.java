package org.lakeome.ingest.gff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;

class GffReaderTest {
    private static final String VERSION = "##gff-version 3\n";

    @TempDir
    Path folder;

    @Test
    void everyColumnOfTheTableIsFilled() throws IOException {
        GffFeature feature = only("chr%201\tsrc\tCDS\t10\t20\t0.5\t-\t2\tID=a;Name=n;Alias=x,y%2Cz;Parent=p1,p2;"
                + "Target=T 1 2;Gap=M3;Derives_from=d;Note=one, two%2C three;Dbxref=EMBL:AA,taxon:9606;"
                + "Ontology_term=GO:1;Is_circular=true;Biotype=protein+coding;color=#ff0000");
        assertThat(feature)
                .isEqualTo(new GffFeature(
                        "chr 1",
                        "src",
                        "CDS",
                        9L,
                        20L,
                        0.5,
                        "-",
                        2,
                        "a",
                        "n",
                        "x,y,z",
                        List.of("p1", "p2"),
                        "T 1 2",
                        "M3",
                        "d",
                        List.of("one", " two, three"),
                        List.of("EMBL:AA", "taxon:9606"),
                        List.of("GO:1"),
                        true,
                        Map.of("biotype", "protein+coding", "color", "#ff0000")));
    }

    @Test
    void dotIsNullEverywhere() throws IOException {
        GffFeature feature = only(".\t.\t.\t.\t.\t.\t.\t.\t.");
        assertThat(feature)
                .isEqualTo(new GffFeature(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null));
    }

    @Test
    void unofficialTagsGoToInformationWithLowerCaseKeys() throws IOException {
        GffFeature feature = only("c\t.\tgene\t1\t2\t.\t+\t.\tnote=lower;Gene=A,B;gene=C;empty=;; Spaced=1;");
        assertThat(feature.note()).isNull();
        assertThat(feature.information())
                .isEqualTo(Map.of("note", "lower", "gene", "A,B,C", "empty", "", "spaced", "1"));
    }

    @Test
    void escapesAreDecodedOnceAndWrongOnesKept() throws IOException {
        GffFeature feature = only("c\t.\tgene\t1\t2\t.\t+\t.\tNote=100%,%25%3B,%zz,caf%C3%A9,%FF");
        assertThat(feature.note()).containsExactly("100%", "%;", "%zz", "café", "%FF");
    }

    @Test
    void readingEndsAtTheFastaSection() throws IOException {
        String line = "c\t.\tgene\t1\t2\t.\t+\t.\tID=a\n";
        assertThat(features(VERSION + line + "###\n" + line + "##FASTA\n>c a\tb\nACGT\n"))
                .hasSize(2);
        assertThat(features(VERSION + line + ">c\nACGT\n")).hasSize(1);
    }

    @Test
    void splitsGiveTheSameFeaturesAndStopBeforeSequences() throws IOException {
        StringBuilder text = new StringBuilder(VERSION);
        for (int i = 1; i <= 2_000; i++) {
            text.append("c\t.\tgene\t" + i + "\t" + (i + 5) + "\t.\t+\t.\tID=g" + i + "\n");
        }
        text.append("##FASTA\n");
        for (int i = 0; i < 2_000; i++) {
            text.append(">s").append(i).append("\nACGTACGT\n");
        }
        Path packed = Bgzf.write(folder.resolve("genes.gff3.gz"), text.toString(), 900);
        List<GffFeature> whole = GffRows.of(packed, Long.MAX_VALUE);
        assertThat(whole).hasSize(2_000);
        assertThat(GffRows.of(packed, 1_000)).isEqualTo(whole);
        Path plain = Files.writeString(folder.resolve("genes.gff3"), text);
        assertThat(GffRows.of(plain, 1_000)).isEqualTo(whole);
    }

    @Test
    void featureBehindSequencesIsRefused() throws IOException {
        String line = "c\t.\tgene\t1\t2\t.\t+\t.\tID=a\n";
        String text = VERSION + line + "##FASTA\n" + ">c\nACGT\n".repeat(2_000) + line;
        Path plain = Files.writeString(folder.resolve("joined.gff3"), text);
        Path packed = Bgzf.write(folder.resolve("joined.gff3.gz"), text, 900);
        for (Path file : List.of(plain, packed)) {
            for (long splitBytes : List.of(50L, 1_000L, Long.MAX_VALUE)) {
                assertThatThrownBy(() -> GffRows.of(file, splitBytes))
                        .as(file + " " + splitBytes)
                        .isInstanceOf(InputFault.class)
                        .hasMessageContaining("line 4004")
                        .hasMessageContaining("A feature stands behind the FASTA section; put the files' features"
                                + " together first.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c;.;gene;0;2;.;+;.;ID=a|start|whole number from 1",
                "c;.;gene;x;2;.;+;.;ID=a|start|whole number from 1",
                "c;.;gene;5;2;.;+;.;ID=a|end|before the start",
                "c;.;gene;1;2;high;+;.;ID=a|score|number",
                "c;.;gene;1;2;0x1p3;+;.;ID=a|score|number",
                "c;.;gene;1;2;.;*;.;ID=a|strand|strand",
                "c;.;gene;1;2;.;+;3;ID=a|phase|phase",
                "c;.;gene;1;2;.;+;.;touch1|attributes|tag=value",
                "c;.;gene;1;2;.;+;.;Is_circular=yes|Is_circular|true or false",
                ";.;gene;1;2;.;+;.;ID=a|seqid|empty",
                "c;.;gene;1;2;.;+;.|line 3|has 8 columns",
                "c;.;gene;1;2;.;+;.;ID=a;x|line 3|has 10 columns"
            })
    void malformedLineIsRefusedWithLineFieldAndRule(String line, String field, String rule) {
        assertThatThrownBy(() -> features(VERSION + "#\n" + line.replace(';', '\t') + "\n"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(field)
                .hasMessageContaining(rule);
    }

    @Test
    void gtfAndGff2AreRefusedByName() {
        assertThatThrownBy(() -> features("c\tsrc\texon\t1\t2\t.\t+\t.\tgene_id \"ENSG1\"; gene_name \"A=B\";\n"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("GTF")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> features("##gff-version 2\n"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("version 3");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] latin = "c\t.\tgene\t1\t2\t.\t+\t.\tNote=caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("latin.gff3");
        assertThatThrownBy(() -> GffRows.of(Files.write(file, latin), Long.MAX_VALUE))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("Byte 28 of the line is not valid UTF-8");
        assertThatThrownBy(() -> features("c\t.\tge\0ne\t1\t2\t.\t+\t.\tID=a\n"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("NUL");
    }

    @Test
    void byteOrderMarkIsNotPartOfASeqid() throws IOException {
        String line = "c1\t.\tgene\t1\t2\t.\t+\t.\tID=a\n";
        for (String text : List.of("\ufeff" + line, "\ufeff" + VERSION + line, line + "\ufeff" + line)) {
            assertThat(features(text)).extracting(GffFeature::seqid).containsOnly("c1");
        }
        assertThat(notes("\ufeff" + VERSION + line)).isEmpty();
        assertThat(notes(line + "\ufeff" + line))
                .containsExactly("Byte order marks inside the file were left out (1): the first in line 2.");
    }

    @Test
    void quotesOfSpreadsheetsAroundColumnNineAreTakenAwayAndTold() throws IOException {
        String start = "c\t.\tgene\t1\t2\t.\t+\t.\t";
        String text = VERSION + start + "ID=a\n" + start + "\"ID=b_2;Note=x,\"\"y\"\"\"\n" + start + "Note=\"z\"\n";
        assertThat(features(text)).extracting(GffFeature::id).containsExactly("a", "b_2", null);
        assertThat(features(text))
                .extracting(GffFeature::note)
                .containsExactly(null, List.of("x", "\"y\""), List.of("\"z\""));
        assertThat(notes(text))
                .containsExactly(
                        "Double quotes around column 9, as spreadsheets write them, were taken away (1): the first in"
                                + " line 3.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c;.;gene;1;2;.;+;.;\"ID=a", "c;.;gene;1;2;.;+;.;ID=a:\"Note\"=b", "\"c\";.;gene;1;2;.;+;.;ID=a"
            })
    void otherQuotesAroundColumnsAreRefused(String line) {
        assertThatThrownBy(() -> features(line.replace(';', '\t').replace(':', ';') + "\n"))
                .hasMessageContaining("begins with a double quote")
                .hasMessageContaining("line 1");
    }

    @Test
    void secondHeaderAndScoresOutOfRangeAreTold() throws IOException {
        String line = "c\t.\tgene\t1\t2\t1e-400\t+\t.\tID=a\n";
        assertThat(features(VERSION + line + "# note\n" + VERSION + line)).hasSize(2);
        assertThat(notes(VERSION + line + "# note\n" + VERSION + line))
                .containsExactly(
                        "Numbers that their type cannot hold became Infinity or 0 (2): the first in line 2, score \"1e-400\".",
                        "A second header (##gff-version) was passed over: in files that were put together, features of different"
                                + " files may have the same ID (1): the first in line 4.");
    }

    private List<String> notes(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.gff3"), text);
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        try (GffReader reader = new GffReader(source, source.whole(), BadLines.FAIL)) {
            while (reader.next()) {
                continue;
            }
            return reader.remarks().notes();
        }
    }

    private GffFeature only(String line) throws IOException {
        List<GffFeature> features = features(VERSION + line + "\n");
        assertThat(features).hasSize(1);
        return features.get(0);
    }

    private List<GffFeature> features(String text) throws IOException {
        return GffRows.of(Files.writeString(folder.resolve("features.gff3"), text), Long.MAX_VALUE);
    }
}
