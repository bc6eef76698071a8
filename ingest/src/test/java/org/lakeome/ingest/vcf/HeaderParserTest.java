package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.source.InputFault;

class HeaderParserTest {
    private static final String COLUMNS = "#CHROM~POS~ID~REF~ALT~QUAL~FILTER~INFO";

    @TempDir
    Path folder;

    /** The messages are those of AWS's import jobs (table contract, section 5); {@code /} stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chr1~1~.~A~C~.~.~.|VCF header was not found in the input VCF file.|1",
                "##source=x/" + COLUMNS + "|VCF header does not contain VCF version.|1",
                "##fileformat=VCFv3.3/" + COLUMNS + "|Unsupported VCF version.|1",
                "##fileformat=VCFv4.2/chr1~1~.~A~C~.~.~.|VCF header does not contain required CHROM header line|2",
                "##fileformat=VCFv4.2/##source=x|VCF header does not contain required CHROM header line|2",
                "##fileformat=VCFv4.2/#CHROM~POS~ID|does not have sufficient number of required fields|2",
                "##fileformat=VCFv4.2/#CHROM~POSITION~ID~REF~ALT~QUAL~FILTER~INFO|contains an illegal field name|2",
                "##fileformat=VCFv4.2/#CHROM~ID~POS~REF~ALT~QUAL~FILTER~INFO|not in order|2",
                "##fileformat=VCFv4.2/##INFO=<ID=A,Number=1,Type=Text,Description=\"\">|invalid value for Type|2",
                "##fileformat=VCFv4.2/##INFO=<ID=A,Number=-1,Type=String,Description=\"\">|invalid count for NUMBER|2",
                "##fileformat=VCFv4.2/##INFO=<ID=A,Number=0,Type=String,Description=\"\">|invalid count for NUMBER|2",
                "##fileformat=VCFv4.2/##INFO=<Number=1,Type=String,Description=\"\">|field must not be null|2",
                "##fileformat=VCFv4.2/##FORMAT=<ID=A,Number=1,Type=String,Description=\"|VCF header is malformed.|2",
                "##fileformat=VCFv4.2/" + COLUMNS + "~FORMAT~s1~s1|VCF header is malformed.|2"
            })
    void faultsAreSaidInTheWordsOfAws(String text, String message, int line) throws IOException {
        Path file = Files.writeString(
                folder.resolve("h.vcf"), text.replace('~', '\t').replace('/', '\n') + "\n");
        assertThatThrownBy(() -> VcfRows.header(file))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(message)
                .hasMessageContaining("h.vcf, line " + line);
    }

    @Test
    void declarationsSamplesAndVersionAreKept() throws IOException {
        String text = """
                ##fileformat=VCFv4.3
                ##INFO=<ID=X,Number=.,Type=String,Description="a, \\"b\\" > c",Source="s">
                ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="">
                ##contig=<ID=chr1>
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tséan\t../../etc
                """;
        VcfHeader header = VcfRows.header(Files.writeString(folder.resolve("h.vcf"), text));
        assertThat(header.version()).isEqualTo("VCFv4.3");
        assertThat(header.infos()).containsExactly(new FieldDeclaration("X", ".", FieldType.STRING, "a, \"b\" > c"));
        assertThat(header.samples()).containsExactly("séan", "../../etc");
    }
}
