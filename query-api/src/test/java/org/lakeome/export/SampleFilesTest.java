package org.lakeome.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
    private static final Path FOLDER = Path.of("out");

    @Test
    void usualNamesStayReadable() {
        assertThat(SampleFiles.in(FOLDER, List.of("NA12878", "Jürgen_2.b")))
                .containsExactly(
                        Map.entry("NA12878", Path.of("out/NA12878.vcf.gz")),
                        Map.entry("Jürgen_2.b", Path.of("out/Jürgen_2.b.vcf.gz")));
    }

    @Test
    void noNameLeavesTheFolderOrHidesInIt() {
        List<String> names = List.of("../../etc/x", "..", "/root", "a\u0000b", ".hidden", "-rf", "C:\\x", "a b", "%2F");
        Map<String, Path> files = SampleFiles.in(FOLDER, names);
        assertThat(files.values()).doesNotHaveDuplicates().allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(FOLDER);
            assertThat(file.getFileName().toString())
                    .matches("[A-Za-z0-9%._-]+")
                    .doesNotStartWith(".")
                    .doesNotStartWith("-");
        });
        assertThat(files.get("..")).hasFileName("%2E..vcf.gz");
    }

    @Test
    void namesThatDifferOnlyInCaseOrAtTheirEndStayApart() {
        String longName = "x".repeat(500);
        assertThat(SampleFiles.in(FOLDER, List.of("a", "A", "a-2", longName + "1", longName + "2"))
                        .values())
                .extracting(file -> file.getFileName().toString())
                .startsWith("a.vcf.gz", "A-2.vcf.gz", "a-2-2.vcf.gz")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThan(250));
    }
}
