package org.lakeome.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The import reads undeclared fields by a table of its own, for the modules share no jar: an export must declare what was read. */
class ReservedFieldsTest {

    private static final Path INGEST = Path.of("../ingest/src/main/java/org/lakeome/ingest/vcf/ReservedFields.java");
    private static final Pattern TABLE = Pattern.compile("Map<String, Shape> (\\w+) =\\s*shapes\\(([^;]*)\\);");
    private static final Pattern ENTRY = Pattern.compile("\"(\\S+) (\\S+) (\\S+)\"");

    private static final Map<String, Map<String, ReservedFields.Shape>> TABLES = new HashMap<>();

    @BeforeAll
    static void readTablesOfIngest() throws IOException {
        Matcher tables = TABLE.matcher(Files.readString(INGEST));
        while (tables.find()) {
            Map<String, ReservedFields.Shape> shapes = new HashMap<>();
            Matcher entries = ENTRY.matcher(tables.group(2));
            while (entries.find()) {
                shapes.put(entries.group(1), new ReservedFields.Shape(entries.group(2), entries.group(3)));
            }
            TABLES.put(tables.group(1), shapes);
        }
    }

    @Test
    void tablesOfTheImportAreAllCompared() {
        assertThat(TABLES.keySet()).containsExactlyInAnyOrder("INFO", "FORMAT", "STRUCTURAL", "STRUCTURAL_FROM_44");
        assertThat(TABLES.values()).noneMatch(Map::isEmpty);
    }

    @Test
    void infoIsDeclaredAsItIsRead() {
        for (String version : new String[] {"VCFv4.1", "VCFv4.3", "VCFv4.4", "VCFv4.5"}) {
            TABLES.get("INFO").forEach((id, read) -> assertAlike(id, read, ReservedFields.info(id, version)));
        }
        TABLES.get("STRUCTURAL").forEach((id, read) -> assertAlike(id, read, ReservedFields.info(id, "VCFv4.3")));
        TABLES.get("STRUCTURAL_FROM_44")
                .forEach((id, read) -> assertAlike(id, read, ReservedFields.info(id, "VCFv4.4")));
    }

    @Test
    void formatIsDeclaredAsItIsRead() {
        TABLES.get("FORMAT").forEach((id, read) -> assertAlike(id, read, ReservedFields.format(id)));
    }

    private static void assertAlike(String id, ReservedFields.Shape read, Optional<ReservedFields.Shape> declared) {
        assertThat(declared).as(id).isPresent();
        assertThat(declared.get().number()).as(id).isEqualTo(read.number());
        if (!read.type().equals("*")) {
            assertThat(declared.get().type()).as(id).isEqualTo(read.type());
        }
    }
}
