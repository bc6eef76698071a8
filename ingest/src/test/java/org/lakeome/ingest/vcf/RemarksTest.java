package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.source.TextSource;

/** What breaks a rule of VCF and is kept is said, with its line; what breaks none is not. */
class RemarksTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.3
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="">
            ##INFO=<ID=AF,Number=A,Type=Float,Description="">
            ##INFO=<ID=R,Number=R,Type=Integer,Description="">
            ##INFO=<ID=DB,Number=0,Type=Flag,Description="">
            ##INFO=<ID=T,Number=1,Type=String,Description="">
            ##INFO=<ID=C,Number=.,Type=Character,Description="">
            ##FILTER=<ID=q10,Description="">
            """;
    private static final String CALL_HEADER = HEADER + """
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            ##FORMAT=<ID=DS,Number=1,Type=Float,Description="">
            ##FORMAT=<ID=HQ,Number=2,Type=Integer,Description="">
            ##FORMAT=<ID=CH,Number=1,Type=Character,Description="">
            ##FORMAT=<ID=AL,Number=R,Type=Float,Description="">
            ##FORMAT=<ID=EC,Number=A,Type=Integer,Description="">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="">
            ##FORMAT=<ID=GL,Number=G,Type=Float,Description="">
            ##FORMAT=<ID=PSL,Number=P,Type=Integer,Description="">
            """;
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    private static final String FIRST = "chr1\t10\trs1\tA\tC\t1\tPASS\tDP=3\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chr1 11 . A C . . DP=1.5|INFO DP holds a value that is no whole number of 32 bits",
                "chr1 11 . A C . . DP=3000000000|INFO DP holds a value that is no whole number of 32 bits",
                "chr1 11 . A C . . DP=1,2|INFO DP has 2 values, not 1",
                "chr1 11 . A C . . DP=-1|INFO DP is negative",
                "chr1 11 . A C,G . . AF=0.5|INFO AF has 1 value, not 2",
                "chr1 11 . A C . . AF=half|INFO AF holds a value that is no number",
                "chr1 11 . A C . . R=1|INFO R has 1 value, not 2",
                "chr1 11 . A C . . DB=1|INFO DB is a flag with a value",
                "chr1 11 . A C . . DP|INFO DP has no value",
                "chr1 11 . A C . . AN=many|INFO AN holds a value that is no whole number of 32 bits",
                "chr1 11 . A C . . C=ab|INFO C holds more than one character",
                "chr1 11 . A C . . CIGAR=0.05|INFO CIGAR holds a value that is no CIGAR string",
                "chr1 9 . A C . . .|POS is lower than in the record before",
                "chr1 10 . A C . . .|the record stands there twice",
                "<ctg<1>> 11 . A C . . .|CHROM holds a character that a contig's name may not",
                "chr,1 11 . A C . . .|CHROM holds a character that a contig's name may not",
                "chr*1 11 . A C . . .|CHROM holds an asterisk, and no contig line declares the name",
                "chr1 11 rs1;rs1 A C . . .|ID has the same value twice",
                "chr1 11 . A R . . .|ALT holds a letter other than A, C, G, T and N",
                "chr1 11 . A C,AY[chr2:5[ . . .|ALT holds a letter other than A, C, G, T and N",
                "chr1 11 . A .m . . .|ALT holds a letter other than A, C, G, T and N",
                "chr1 11 . A W<ctg1> . . .|ALT holds a letter other than A, C, G, T and N",
                "chr:1 11 . A C . . .|CHROM holds a colon, which this version of VCF does not allow",
                "chr1 11 . A C . . MQ0=-1|INFO MQ0 is negative",
                "chr1 11 . A C . . BQ=-0.5|INFO BQ is negative",
                "chr1 11 . A C . . AA=1,2|INFO AA has 2 values, not 1",
                "chr1 11 . A C,G . . CIGAR=1X|INFO CIGAR has 1 value, not 2",
                "chr1 11 . A C . . AD=3|INFO AD has 1 value, not 2",
                "chr1 11 . A C . . CIPOS=1|INFO CIPOS has 1 value, not 2",
                "chr1 11 . A C . . SVTYPE=DEL,DUP;MEINFO=a,1,2|INFO MEINFO has 3 values, not 4",
                "chr1 11 . R C . . .|REF holds a letter other than A, C, G, T and N",
                "chr1 11 . A C -3 . .|QUAL is negative",
                "chr1 11 . A C . q10;. .|FILTER has a value that may not stand there"
            })
    void valueThatBreaksARuleIsKeptAndSaid(String record, String remark) throws IOException {
        assertThat(remarks(FIRST + record.replace(' ', '\t') + "\n")).isEqualTo(new Remarks(1, 11, remark));
    }

    @Test
    void tabAtTheEndOfALineIsSaid() throws IOException {
        assertThat(remarks(FIRST + "chr1\t11\t.\tA\tC\t.\t.\t.\t\n"))
                .isEqualTo(new Remarks(1, 11, "the line ends with a tab"));
        assertThat(callRemarks("DS\t1\t", "C")).isEqualTo(new Remarks(1, 19, "the line ends with a tab"));
    }

    @Test
    void valuesThatFitAreNotRemarkedOn() throws IOException {
        String records = FIRST
                + "chr1\t10\trs2;rs3\tA\tG\t.\tq10\tDP=.;AF=1e-3;DB;T=a,b;R=1,.;C=a,\u00e9;CIGAR=1M2X\n"
                + "chr1\t10\t.\tACGTN\tC,<DEL>,*\t0\t.\tAF=nan,inf,0;R=.\n"
                + "chr2\t1\t.\tA\t.\t.\t.\t.\n"
                + "<ctg1*>\t1\t.\tA\tA<ctg2>,<*>,]<r:s>:5]AC,.G,<R>\t.\t.\tAA=T|||;MQ0=0;CIPOS=-1,1;SB=1\n";
        assertThat(remarks(records)).isEqualTo(Remarks.NONE);
    }

    @Test
    void remarksAreCountedAndTheFirstIsTold() throws IOException {
        Remarks remarks = remarks(FIRST + "chr1\t11\t.\tA\tC\t-1\t.\tDP=x\n" + "chr1\t5\t.\tA\tC\t.\t.\t.\n");
        assertThat(remarks.count()).isEqualTo(3);
        assertThat(RemarkKind.KEPT.note(remarks))
                .isEqualTo("Values that break a rule of VCF were kept as they are written (3): the first in line 11,"
                        + " INFO DP holds a value that is no whole number of 32 bits.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "##reference=|reference has no value",
                "##contig=<length=5>|the contig line has no ID",
                "##contig=<ID=a b>|contig: the ID holds a character that it may not",
                "##ALT=<ID=DEL,Number=1,Description=\"\">|ALT DEL has a Number or Type",
                "##FORMAT=<ID=X,Number=1,Type=Integer,Description=bare>|FORMAT X: the Description is not in double quotes",
                "##FORMAT=<Number=1,Type=Integer,Description=\"\",ID=X>|are not in this order",
                "##FORMAT=<ID=DP,Number=2,Type=Integer,Description=\"\">|FORMAT DP: Number is 2, the specification says 1",
                "##INFO=<ID=AC,Number=A,Type=Float,Description=\"\">|INFO AC: Type is Float, the specification says Integer",
                "##INFO=<ID=X,Number=P,Type=Integer,Description=\"\">|Number P is for FORMAT fields only",
                "##FORMAT=<ID=GLE,Number=A,Type=String,Description=\"\">|FORMAT GLE: Number is A, the specification says G",
                "##pedigreeDB=<>|pedigreeDB is not an address",
                "##META=<ID=A,Number=N,Type=String,Values=[a]>|META A: the Number is none"
            })
    void headerLineThatBreaksARuleIsSaid(String line, String remark) throws IOException {
        assertThat(header(line + "\n"))
                .startsWith("The header breaks rules of VCF that change no row (1): line 9: ")
                .contains(remark);
    }

    @Test
    void onlyTheDescriptionOfAnOldSampleIsQuoted() throws IOException {
        String sample = "##SAMPLE=<ID=s1,Genomes=G1;G2,Mixture=\"N1;N2\",Description=\"of two\">\n";
        assertThat(header(sample)).isEmpty();
        assertThat(HeaderRemarks.read(VcfRows.open(file("##fileformat=VCFv4.2\n" + sample + COLUMNS)))
                        .note())
                .contains("line 2: SAMPLE s1: Mixture is in double quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4.4|##ALT=<ID=DUP,Description=\"No closing quote>|a quote of the ALT line is not closed",
                "4.2|##FILTER=<ID=x,Description=\"open>|a quote of the FILTER line is not closed",
                "4.2|##FORMAT=<ID=Z,Number=1,Type=String,Description=\"of (a, b)\")>|text of the FORMAT line stands behind a closing quote",
                "4.2|##FILTER=<ID=x,Description=\"x\"|the FILTER line is not in angle brackets",
                "4.3|##INFO=<ID=1X,Number=1,Type=String,Description=\"\">|INFO: the ID 1X is not made of letters, digits, _ and .",
                "4.4|##FORMAT=<ID=A-B,Number=1,Type=String,Description=\"\">|FORMAT: the ID A-B is not made of letters, digits, _ and .",
                "4.2|##ALT=<ID=TRA,Description=\"x\">|ALT: the ID TRA begins with none of DEL, INS, DUP, INV and CNV",
                "4.1|##ALT=<ID=DELX:ME,Description=\"x\">|ALT: the ID DELX:ME begins with none of",
                "4.3|##FILTER=<ID=0,Description=\"x\">|FILTER: the ID 0 may not stand in FILTER",
                "4.2|##FILTER=<ID=a b,Description=\"x\">|FILTER: the ID a b may not stand in FILTER",
                "4.4|##contig=<ID=1.*,length=1000>|contig: the ID holds a character that it may not",
                "4.3|##contig=<ID=chr*>|contig: the ID holds a character that it may not",
                "4.2|##contig=<ID=v,length=12_000>|contig v: the length is no whole number",
                "4.2|##assembly=asm.fa|assembly is not an address",
                "4.4|##assembly=ftp://8080:8080/not/a/host|assembly is not an address",
                "4.1|##assembly=http://a b/c|assembly is not an address",
                "4.2|##pedigreeDB=<8080>|pedigreeDB is not an address",
                "4.2|##SAMPLE=<ID=s,Mixture=N1;N2,Description=\"x\">|SAMPLE s has 2 parts of a Mixture and 0 Genomes",
                "4.3|##SAMPLE=<ID=s,Genomes=G1,Mixture=N1;N2>|SAMPLE s has 2 parts of a Mixture and 1 Genomes",
                "4.2|##INFO=<ID=T,Number=1,Type=Integer,Description=\"\">|INFO T is declared again as Number=1,Type=Integer, and Number=1,Type=String counts",
                "4.3|##INFO=<ID=T,Number=1,Type=String,Description=\"other\">|INFO T is declared twice",
                "4.4|##FILTER=<ID=q10,Description=\"\">|FILTER q10 is declared twice",
                "4.2|##INFO=<ID=N,Number=1,Type=String>|INFO N has no Description",
                "4.2|##INFO=<ID=N,Number=1,Type=Flag,Description=\"\">|INFO N: Number is 1, and a Flag's is 0",
                "4.2|##INFO=<ID=N,Number=1,Type=String,Description=\"\",Source=dbsnp>|INFO N: the Source is not in double quotes"
            })
    void headerLineThatBreaksARuleOfItsVersionIsSaid(String version, String line, String remark) throws IOException {
        assertThat(header(version, line + "\n"))
                .startsWith("The header breaks rules of VCF that change no row (1): line 9: ")
                .contains(remark);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4.3|##ALT=<ID=TRA,Description=\"x\">",
                "4.4|##ALT=<ID=odd!\"#$%&'()*+-./;=?@[\\]^_,Description=\"x\">",
                "4.2|##ALT=<ID=NON_REF,Description=\"x\">",
                "4.2|##ALT=<ID=DEL:ME:ALU,Description=\"x\">",
                "4.2|##ALT=<ID=R,Description=\"IUPAC code R\">",
                "4.2|##INFO=<ID=dbNSFP_GERP++,Number=1,Type=String,Description=\"x\">",
                "4.2|##INFO=<ID=T,Number=1,Type=String,Description=\"again\">",
                "4.3|##INFO=<ID=1000G,Number=0,Type=Flag,Description=\"x\">",
                "4.2|##contig=<ID=1.*,length=1000>",
                "4.4|##contig=<ID=HLA-DRB1*04:03:01,length=1000>",
                "4.4|##assembly=http://123.0.1.2:8080/valid/host/to/file.fastq",
                "4.4|##assembly=ftp://user@host:8080/path/to/file.fastq",
                "4.2|##assembly=file:///data/assembly.fa",
                "4.4|##pedigreeDB=<ftp://user@host:8080/path/to/pedigreeDB?arg1=db1>",
                "4.2|##SAMPLE=<ID=s,Genomes=G1;G2,Mixture=.3;.7,Description=\"a;b\">",
                "4.2|##AnalysisTitle=<\"FINRISK: obesity, and metabolic syndrome\">",
                "4.2|##INFO=<ID=N,Number=1,Type=String,Description=\"say [x, \\\"y\\\"\",Source=\"a\",Version=\"3\">"
            })
    void headerLineThatTheVersionAllowsIsNotRemarkedOn(String version, String line) throws IOException {
        assertThat(header(version, line + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"FORMAT|the column line has FORMAT and no sample", "FORMAT_s1_|the column line ends with a tab"})
    void columnLineThatBreaksARuleIsSaid(String more, String remark) throws IOException {
        Path file = file(HEADER + COLUMNS.strip() + "\t" + more.replace('_', '\t') + "\n");
        assertThat(HeaderRemarks.read(VcfRows.open(file)).note()).contains("line 9: " + remark);
    }

    @Test
    void soundHeaderIsNotRemarkedOn() throws IOException {
        assertThat(header("""
                ##contig=<ID=chr1,length=248956422,assembly="GRCh38, patch 1">
                ##contig=<ID=HLA-A*01:01:01:01,length=3503>
                ##ALT=<ID=DEL:ME,Description="Deletion, of an element">
                ##META=<ID=Assay,Type=String,Number=.,Values=[WholeGenome, Exome]>
                ##SAMPLE=<ID=s1,Assay=WholeGenome>
                ##PEDIGREE=<ID=s1,Father=s2,Mother=s3>
                ##pedigreeDB=https://example.org/pedigrees
                ##FORMAT=<ID=LAD,Number=LR,Type=Integer,Description="say \\"depth\\", local">
                ##bcftools_viewCommand=view -h; Date=Sun Nov 22
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DS:GT 1:0/1|GT is not the first key of FORMAT",
                "GT:1X 0/1:5|FORMAT key 1X is not made of letters, digits, _ and .",
                "GT:A-B 0/1:5|FORMAT key A-B is not made of letters, digits, _ and .",
                "DS my_string|FORMAT DS holds a value that is no number",
                "HQ 1.5,2|FORMAT HQ holds a value that is no whole number",
                "HQ 1,2,3|FORMAT HQ has 3 values, not 2",
                "CH ab|FORMAT CH holds more than one character",
                "AL 1,2,3|FORMAT AL has 3 values, not 2",
                "EC 1,2|FORMAT EC has 2 values, not 1",
                "GT:PL 0/0:1,2|FORMAT PL has 2 values, not 3",
                "GT:PL 0:1,2,3|FORMAT PL has 3 values, not 2",
                "GT:GL 0/0/1:0,0,0|FORMAT GL has 3 values, not 4",
                "GT:GP 0/1:0,0|FORMAT GP has 2 values, not 3",
                "GT:PSL 0/1:3|FORMAT PSL has 1 value, not 2"
            })
    void callThatDoesNotFitItsDeclarationIsKeptAndSaid(String call, String remark) throws IOException {
        assertThat(callRemarks(call.replace(' ', '\t'), "C")).isEqualTo(new Remarks(1, 19, remark));
    }

    @Test
    void likelihoodsThatTheHeaderDoesNotDeclareAreCounted() throws IOException {
        String records = "chr1\t1\t.\tA\tC\t.\t.\t.\tGT:PL\t0|0:1,2\n";
        String header = "##fileformat=VCFv4.3\n" + COLUMNS.strip() + "\tFORMAT\ts1\n";
        assertThat(remarksOf(header + records)).isEqualTo(new Remarks(1, 3, "FORMAT PL has 2 values, not 3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "DS:HQ:CH:AL 1e-3:51,.:é:nan,-1.5",
                "DS:HQ:PL .:.:.",
                "GT:PL .:1,2,3",
                "GT:PL 0/0:.",
                "PL 1,2",
                "GT:PL:GL 0|1:1,2,3:0,-0.5,-3",
                "GT:PL |0:1,2",
                "GT:PSL:TX /0/1:1,.:a,b"
            })
    void callThatFitsIsNotRemarkedOn(String format, String call) throws IOException {
        assertThat(callRemarks(format + "\t" + call, "C")).isEqualTo(Remarks.NONE);
    }

    @Test
    void valuesOfADroppedAlternateAreNotCounted() throws IOException {
        assertThat(callRemarks("GT:PL:AL\t0/0:1,2,3:1,2", ".")).isEqualTo(Remarks.NONE);
    }

    @Test
    void remarksOnCallsAreOfTheirBandAndThoseOnSitesOfTheFirst() throws IOException {
        Path file =
                file(CALL_HEADER + COLUMNS.strip() + "\tFORMAT\ts1\ts2\n" + "chr1\t1\t.\tA\tC\t-1\t.\t.\tDS\tx\tz\n");
        assertThat(remarks(file, 0, 1).count()).isEqualTo(2);
        assertThat(remarks(file, 1, 2)).isEqualTo(new Remarks(1, 19, "FORMAT DS holds a value that is no number"));
    }

    private Remarks callRemarks(String formatAndCall, String alternate) throws IOException {
        return remarksOf(CALL_HEADER + COLUMNS.strip() + "\tFORMAT\ts1\n" + "chr1\t1\t.\tA\t" + alternate
                + "\t.\t.\t.\t" + formatAndCall + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<DEL> SVLEN=5|INFO SVCLAIM is missing for a deletion or duplication",
                "<DUP:TANDEM> SVLEN=5;SVCLAIM=.|INFO SVCLAIM is missing for a deletion or duplication",
                "<CNV> SVLEN=5;SVCLAIM=JD|INFO SVCLAIM holds a value other than D, J and DJ",
                "<CNV>,<CNV> SVLEN=5,5;SVCLAIM=D|INFO SVCLAIM has 1 value, not 2",
                "<DEL> SVCLAIM=D|INFO SVLEN is missing for a structural variant",
                "<CNV:TR> SVLEN=1;RN=1;RUS=CAG,CA|INFO RUS has 2 values, not 1",
                "<CNV:TR> SVLEN=1;RUS=CAG;RB=60;CIRB=-2|INFO CIRB has 1 value, not 2",
                "<CNV:TR> SVLEN=1;RUL=2;RUC=2.3;RUB=10|INFO RUC is not a whole number, and RUB tells the size of each unit",
                "<CNV:TR> SVLEN=1;RUL=2;RUB=10|INFO RUB stands there without RUC",
                "<CNV:TR> SVLEN=1;RUC=2;RUB=10|INFO RUB has 1 value, not 2",
                "<CNV> SVLEN=5;SVCLAIM=J|INFO SVCLAIM is J for an allele that does not claim it",
                "<INS> SVLEN=5;SVCLAIM=D|INFO SVCLAIM is D for an allele that does not claim it",
                "<INV> SVLEN=5;SVCLAIM=D|INFO SVCLAIM is D for an allele that does not claim it",
                "A[chr2:5[ SVCLAIM=DJ|INFO SVCLAIM is DJ for an allele that does not claim it",
                "C SVCLAIM=D|INFO SVCLAIM is D for an allele that does not claim it",
                "C SVLEN=4|INFO SVLEN has a value for an allele that is no structural variant",
                "<INS>,C SVLEN=4|INFO SVLEN has 1 value, not 2",
                "<CNV:TR> SVLEN=1;RUS=CAG;RUL=2|INFO RUL is not the length of RUS",
                "<CNV:TR> SVLEN=1;RUS=CA1|INFO RUS holds a letter that is no base",
                "<CNV:TR> SVLEN=1;RUS=CAG;CIRB=-2,1|INFO CIRB stands there without RB",
                "<CNV:TR> SVLEN=1;RUC=5;CIRUC=1,2|INFO CIRUC does not span 0",
                "C,G CIPOS=-1,1|INFO CIPOS has 2 values, not 4",
                "C CIPOS=-1|INFO CIPOS does not have its values in groups of 2",
                "C MEINFO=1|INFO MEINFO does not have its values in groups of 4"
            })
    void structuralKeysThatContradictEachOtherAreSaidFromVersion44On(String record, String remark) throws IOException {
        String line = "chr1\t1\t.\tA\t" + record.replace(" ", "\t.\t.\t") + "\n";
        assertThat(remarksOf(structural("VCFv4.4", "") + line)).isEqualTo(new Remarks(1, 15, remark));
        assertThat(remarksOf(structural("VCFv4.3", "") + line)).isEqualTo(Remarks.NONE);
    }

    @ParameterizedTest
    @CsvSource({"4.2,chr:1,1", "4.3,chr:1,1", "4.4,chr:1,0", "4.2,HLA:1,1", "4.3,HLA:1,0"})
    void colonsInContigNamesAreSaidByVersion(String version, String contig, long count) throws IOException {
        String header = HEADER.replace("4.3", version) + "##contig=<ID=HLA:1>\n" + COLUMNS;
        assertThat(remarksOf(header + contig + "\t1\t.\tA\tC\t.\t.\t.\n").count())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "GT:PS:PSL 0|1:5:a,b;FORMAT PS and PSL both have a value",
                "GT:PSL 0/1:a,b;FORMAT PSL names a phase set of an allele that is not phased",
                "GT:PSL /0|1:a,b;FORMAT PSL names a phase set of an allele that is not phased",
                "GT:PSL 0|1:a;FORMAT PSL has 1 value for 2 alleles",
                "GT:PSL:PSO 0|1:a,.:1,2;FORMAT PSO has a value where PSL has none",
                "GT:PSL:PSQ 0|1:.:1,2;FORMAT PSQ has a value where PSL has none",
                "GT:PSQ 0|1:1,2;FORMAT PSQ has a value where PSL has none"
            })
    void phaseSetsThatContradictTheGenotypeAreSaidFromVersion44On(String call, String remark) throws IOException {
        assertThat(phaseRemarks("4.4", call.split(" ")[0], call.split(" ")[1])).isEqualTo(new Remarks(1, 7, remark));
        assertThat(phaseRemarks("4.3", call.split(" ")[0], call.split(" ")[1])).isEqualTo(Remarks.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "GT:PSL 0|1:a,b",
                "GT:PSL:PSO /0|0|1:.,b,c:.,1,2",
                "GT:PSL:PSQ 0/0|1:.,.,c:.,.,3",
                "GT:PSL:PSQ 0:a:3",
                "GT:PSL:PSQ /0:.:.",
                "GT:PS:PSL 0|1:5:.",
                "GT:PSL 0/1"
            })
    void phaseSetsThatFitTheGenotypeAreNotRemarkedOn(String format, String call) throws IOException {
        assertThat(phaseRemarks("4.4", format, call)).isEqualTo(Remarks.NONE);
    }

    private Remarks phaseRemarks(String version, String format, String call) throws IOException {
        return remarksOf("##fileformat=VCFv" + version + "\n" + """
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
                ##FORMAT=<ID=PSL,Number=P,Type=String,Description="">
                ##FORMAT=<ID=PSO,Number=P,Type=Integer,Description="">
                ##FORMAT=<ID=PSQ,Number=P,Type=Integer,Description="">
                """ + COLUMNS.strip() + "\tFORMAT\ts1\n"
                + "chr1\t1\t.\tA\tC\t.\t.\t.\t" + format + "\t" + call
                + "\n");
    }

    @Test
    void fieldsOfLocalAllelesNeedTheirAllelesFromVersion45On() throws IOException {
        String records = COLUMNS.strip() + "\tFORMAT\ts1\nchr1\t1\t.\tA\tC\t.\t.\t.\tGT:LAD\t0/1:1,2\n";
        assertThat(remarksOf("##fileformat=VCFv4.5\n" + records).first())
                .isEqualTo("FORMAT has fields of local alleles without LAA");
        assertThat(remarksOf("##fileformat=VCFv4.4\n" + records)).isEqualTo(Remarks.NONE);
        assertThat(remarksOf("##fileformat=VCFv4.5\n"
                        + records.replace("LAD", "LAA:LAD").replace(":1,2", ":1:1,2")))
                .isEqualTo(Remarks.NONE);
    }

    @Test
    void lengthsUnderOneCopyNumberMustBeEqual() throws IOException {
        String line = "chr1\t1\t.\tA\t<DEL>,T,<DUP>\t.\t.\tSVLEN=1,.,2;SVCLAIM=D,.,D\t";
        String header = structural("VCFv4.4", "\tFORMAT\ts1");
        assertThat(remarksOf(header + line + "GT:CN\t0/0:2\n"))
                .isEqualTo(
                        new Remarks(1, 15, "INFO SVLEN differs between the alleles, and FORMAT CN is of one length"));
        assertThat(remarksOf(header + line + "GT\t0/0\n")).isEqualTo(Remarks.NONE);
    }

    @Test
    void structuralKeysThatAgreeAreNotRemarkedOn() throws IOException {
        assertThat(
                        remarksOf(
                                structural("VCFv4.4", "")
                                        + "chr1\t1\t.\tA\t<*>,<DEL>\t.\t.\tSVLEN=.,1;SVCLAIM=.,DJ\n"
                                        + "chr1\t2\t.\tA\t<INV>\t.\t.\tSVLEN=.;SVCLAIM=.\n"
                                        + "chr1\t3\t.\tA\t<NON_REF>\t.\t.\t.\n"
                                        + "chr1\t4\t.\tA\tA[<ctg>:1[\t.\t.\tCIPOS=-1,1\n"
                                        + "chr1\t5\t.\tA\t<CNV:TR>\t.\t.\tSVLEN=1;RN=2;RUL=3,2;RUC=2,1;RUB=3,3,2;RB=6,2;CIRB=-1,1,.,.\n"))
                .isEqualTo(Remarks.NONE);
    }

    @Test
    void asteriskInTheNameOfADeclaredContigIsNotSaid() throws IOException {
        assertThat(remarksOf(HEADER + "##contig=<ID=HLA-A*01:01>\n" + COLUMNS + "HLA-A*01:01\t1\t.\tA\tC\t.\t.\t.\n"))
                .isEqualTo(Remarks.NONE);
    }

    @Test
    void sameAlleleOnAnotherContigIsNotSaidEvenBeforeTheFirstBase() throws IOException {
        String first = "chr1\t1\t.\tA\tC\t.\t.\t.\n";
        assertThat(remarks(first + "chr2\t0\t.\tA\tC\t.\t.\t.\n"))
                .isEqualTo(remarks(first + "chr2\t0\t.\tA\tG\t.\t.\t.\n"));
    }

    @Test
    void alleleWrittenInTwoWaysIsSaid() throws IOException {
        String longer = FIRST + "chr1\t128\t.\tTTAT\tTTGT,T\t.\t.\t.\n";
        assertThat(remarks(longer + "chr1\t130\t.\tA\tG\t.\t.\t.\n"))
                .isEqualTo(new Remarks(1, 12, "the allele stands there twice, written with other bases around it"));
        assertThat(remarks(longer + "chr1\t130\t.\tA\tC\t.\t.\t.\n")).isEqualTo(Remarks.NONE);
    }

    private static String structural(String version, String columns) {
        StringBuilder header = new StringBuilder("##fileformat=" + version + "\n");
        for (String key : "SVLEN SVCLAIM RN RUS RUL RUC RB RUB CIRUC CIRB CIPOS MEINFO".split(" ")) {
            String type = "SVCLAIM RUS MEINFO".contains(key) ? "String" : key.contains("RUC") ? "Float" : "Integer";
            header.append("##INFO=<ID=").append(key).append(",Number=.,Type=").append(type);
            header.append(",Description=\"\">\n");
        }
        return header + COLUMNS.strip() + columns + "\n";
    }

    private String header(String version, String lines) throws IOException {
        String text = HEADER.replace("VCFv4.3", "VCFv" + version) + lines + COLUMNS;
        return HeaderRemarks.read(VcfRows.open(file(text))).note();
    }

    private String header(String lines) throws IOException {
        return HeaderRemarks.read(VcfRows.open(file(HEADER + lines + COLUMNS))).note();
    }

    private Remarks remarks(String records) throws IOException {
        return remarksOf(HEADER + COLUMNS + records);
    }

    private Remarks remarksOf(String text) throws IOException {
        Path file = file(text);
        return remarks(file, 0, HeaderParser.parse(VcfRows.open(file)).samples().size());
    }

    private static Remarks remarks(Path file, int fromSample, int toSample) throws IOException {
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader = new VcfReader(
                source, header, source.whole(), new SampleBand(fromSample, toSample), ReadOptions.AS_WRITTEN)) {
            while (reader.next(2, 1 << 20)) {
                continue;
            }
            return reader.remarks().get(RemarkKind.KEPT);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("remarks.vcf"), text);
    }
}
