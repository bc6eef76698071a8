package org.lakeome.ingest.vep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VepEntriesTest {
    @Test
    void entriesStandBetweenCommasAndFieldsBetweenPipes() {
        assertThat(read(3, "A|b|c,D||")).containsExactly(List.of("A", "b", "c"), List.of("D", "", ""));
    }

    @Test
    void formatOfOneFieldHasOneEntryPerComma() {
        assertThat(read(1, "A,,C")).containsExactly(List.of("A"), List.of(""), List.of("C"));
    }

    @Test
    void commasInTheLastValueBelongToIt() {
        VepEntries entries = start(3, "A|b|x:1,y:2,z:3,D|e|f");
        assertThat(rest(entries)).containsExactly(List.of("A", "b", "x:1,y:2,z:3"), List.of("D", "e", "f"));
        assertThat(entries.repaired()).isEqualTo(1);
        assertThat(entries.leftOut()).isZero();
    }

    @Test
    void fieldAroundAPlaceIsFoundInEachEntry() {
        for (String text : List.of("A|bb||d,E|ff||h", "A|b,b||d,E|f,f||h")) {
            VepEntries entries = start(4, text);
            while (entries.next()) {
                for (int field : new int[] {0, 1, 3}) {
                    assertThat(entries.fieldAt(entries.from(field))).isEqualTo(field);
                    assertThat(entries.fieldAt(entries.to(field) - 1)).isEqualTo(field);
                }
            }
        }
    }

    @Test
    void entryKnowsWhetherItHasAnEscape() {
        for (String text : List.of("A|b%3Db|c,D|e|f,G|h|i%3B", "A|b%3Db,b|c,D|e,e|f,G|h|i%3B,j")) {
            VepEntries entries = start(3, text);
            List<Boolean> escaped = new ArrayList<>();
            while (entries.next()) {
                escaped.add(entries.mayBeEscaped());
            }
            assertThat(escaped).containsExactly(true, false, true);
        }
    }

    @Test
    void commasInValuesBetweenBelongToThem() {
        VepEntries entries = start(4, "A|b,b|c,c,c|d,E|f|g|h");
        assertThat(rest(entries)).containsExactly(List.of("A", "b,b", "c,c,c", "d"), List.of("E", "f", "g", "h"));
        assertThat(entries.repaired()).isEqualTo(1);
    }

    @Test
    void entryThatIsTooShortIsLeftOutAlone() {
        VepEntries entries = start(3, "A|b|c,X|y,D|e|f");
        assertThat(rest(entries)).containsExactly(List.of("A", "b", "c"), List.of("D", "e", "f"));
        assertThat(entries.leftOut()).isEqualTo(1);
        assertThat(entries.repaired()).isZero();
    }

    @Test
    void entryThatIsTooLongIsLeftOutWithItsTail() {
        VepEntries entries = start(3, "A|b|c|d,tail,D|e|f");
        assertThat(rest(entries)).containsExactly(List.of("D", "e", "f"));
        assertThat(entries.leftOut()).isEqualTo(1);
        assertThat(entries.repaired()).isZero();
    }

    @Test
    void shortEntryAtTheEndIsLeftOut() {
        VepEntries entries = start(3, "T|TP53");
        assertThat(rest(entries)).isEmpty();
        assertThat(entries.leftOut()).isEqualTo(1);
    }

    @Test
    void recordOfEndlessEntriesIsCutAtTheLimit() {
        byte[] text = "a|b,".repeat(100).getBytes(StandardCharsets.UTF_8);
        VepEntries entries = new VepEntries(2, 20);
        entries.start(text, 0, text.length - 1);
        assertThat(rest(entries)).hasSize(10);
        assertThat(entries.leftOut()).isEqualTo(90);
    }

    @Test
    void millionsOfPipesAreReadInOnePass() {
        VepEntries entries = start(3, "|".repeat(8_000_000) + ",A|b|c");
        assertThat(rest(entries)).containsExactly(List.of("A", "b", "c"));
        assertThat(entries.leftOut()).isEqualTo(1);
    }

    @Test
    void whateverEntriesAreWrittenComesBack() {
        for (int seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int fields = 2 + random.nextInt(30);
            boolean commas = random.nextBoolean();
            List<List<String>> written = new ArrayList<>();
            for (int entry = random.nextInt(8); entry >= 0; entry--) {
                List<String> values = new ArrayList<>();
                for (int field = 0; field < fields; field++) {
                    // A comma in an entry's first value cannot be told from one in the last of the entry before.
                    values.add(value(random, commas && field > 0));
                }
                written.add(values);
            }
            String text = String.join(
                    ",",
                    written.stream().map(values -> String.join("|", values)).toList());
            VepEntries entries = start(fields, text);
            assertThat(rest(entries)).as("seed " + seed + ": " + text).isEqualTo(written);
            long cut = written.stream()
                    .filter(values -> String.join("|", values).contains(","))
                    .count();
            assertThat(entries.repaired()).as("seed " + seed).isEqualTo((int) cut);
            assertThat(entries.leftOut()).as("seed " + seed).isZero();
        }
    }

    private static String value(Random random, boolean commas) {
        String letters = commas ? "ACGT:&/%3B,,é" : "ACGT:&/%3Bé";
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(letters.charAt(random.nextInt(letters.length())));
        }
        return value.toString();
    }

    private static List<List<String>> read(int fields, String text) {
        return rest(start(fields, text));
    }

    private static VepEntries start(int fields, String text) {
        byte[] around = ("#" + text + ",Z").getBytes(StandardCharsets.UTF_8);
        VepEntries entries = new VepEntries(fields);
        entries.start(around, 1, around.length - 2);
        return entries;
    }

    private static List<List<String>> rest(VepEntries entries) {
        List<List<String>> all = new ArrayList<>();
        while (entries.next()) {
            List<String> values = new ArrayList<>();
            for (int field = 0; field < entries.fields(); field++) {
                int from = entries.from(field);
                values.add(new String(entries.text(), from, entries.to(field) - from, StandardCharsets.UTF_8));
            }
            all.add(values);
        }
        return all;
    }
}
