package org.lakeome.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A dictionary numbers distinct values in order of appearance, as a map of the JDK does. */
class DictionariesTest {
    private static final long SEED = new Random().nextLong();

    private final Random random = new Random(SEED);

    DictionariesTest() {
        System.out.println("DictionariesTest seed " + SEED);
    }

    @Test
    void textsOfAllLengthsWithEqualBeginnings() {
        TextDictionary dictionary = new TextDictionary(1 << 24);
        for (int round = 0; round < 3; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                // Seven, eight and nine bytes are told apart in three ways.
                int length = random.nextBoolean() ? 6 + random.nextInt(5) : random.nextInt(40);
                String tail = Integer.toString(random.nextInt(300));
                String text =
                        "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT".substring(0, Math.max(0, length - tail.length()))
                                + tail;
                texts.add(text.substring(text.length() - Math.min(text.length(), length)));
            }
            assertNumbered(dictionary, texts);
            dictionary.clear();
        }
    }

    /** Of texts of eight bytes and more the key is a hash without its highest bit: the highest bit of the last byte makes no difference. */
    @Test
    void textsOfOneHashAreToldApart() {
        TextDictionary dictionary = new TextDictionary(1 << 24);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int length = 8 + random.nextInt(30);
            String text = "%04d".formatted(i).repeat(length).substring(0, length - 1);
            texts.add(text + 'A');
            texts.add(text + (char) ('A' | 0x80));
        }
        texts.addAll(List.copyOf(texts));
        assertNumbered(dictionary, texts);
    }

    private void assertNumbered(TextDictionary dictionary, List<String> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            // At the end of its array a short text is read byte by byte.
            int before = random.nextInt(3);
            byte[] placed = new byte[before + bytes.length + random.nextInt(10)];
            random.nextBytes(placed);
            System.arraycopy(bytes, 0, placed, before, bytes.length);
            Integer expected = numbers.putIfAbsent(text, numbers.size());
            assertThat(dictionary.id(placed, before, before + bytes.length))
                    .as("seed %d, text %s", SEED, text)
                    .isEqualTo(expected == null ? numbers.size() - 1 : expected);
        }
        assertThat(dictionary.size()).isEqualTo(numbers.size());
        numbers.forEach((text, number) ->
                assertThat(dictionary.text(number)).isEqualTo(text.getBytes(StandardCharsets.ISO_8859_1)));
        assertAhead(dictionary, texts, numbers);
    }

    /** Map entries, of which some have no value. */
    private void assertAhead(TextDictionary dictionary, List<String> texts, Map<String, Integer> numbers) {
        byte[] text = String.join("", texts).getBytes(StandardCharsets.ISO_8859_1);
        int[] entries = new int[3 * texts.size()];
        int[] expected = new int[texts.size()];
        for (int i = 0, at = 0; i < texts.size(); i++) {
            String value = texts.get(i);
            boolean isFlag = random.nextInt(5) == 0;
            entries[3 * i + 1] = isFlag ? -1 : at;
            entries[3 * i + 2] = at + value.length();
            at += value.length();
            expected[i] = isFlag ? dictionary.emptyText() : numbers.get(value);
        }
        int[] ids = new int[texts.size()];
        dictionary.ids(text, entries, 0, texts.size(), ids, 0);
        assertThat(ids).as("seed %d", SEED).isEqualTo(expected);
    }

    @Test
    void wholeNumbersOfAllSizes() {
        IntDictionary dictionary = new IntDictionary();
        for (int round = 0; round < 3; round++) {
            Map<Integer, Integer> numbers = new HashMap<>();
            for (int i = 0; i < 100_000; i++) {
                int value =
                        switch (random.nextInt(5)) {
                            case 0 -> random.nextInt(1 << 12);
                            case 1 -> (1 << 12) - 2 + random.nextInt(4);
                            case 2, 3 -> random.nextInt();
                            default -> collision(random.nextInt(3), random.nextInt(500));
                        };
                assertNumbered(dictionary, numbers, value);
            }
            assertThat(dictionary.size()).isEqualTo(1 << 15);
            dictionary.clear();
            assertThat(dictionary.size()).isZero();
        }
    }

    private void assertNumbered(IntDictionary dictionary, Map<Integer, Integer> numbers, int value) {
        Integer known = numbers.get(value);
        int expected = known != null ? known : numbers.size() < 1 << 15 ? numbers.size() : -1;
        assertThat(dictionary.id(value)).as("seed %d, value %d", SEED, value).isEqualTo(expected);
        if (known == null && expected >= 0) {
            numbers.put(value, expected);
            assertThat(dictionary.value(expected)).isEqualTo(value);
        }
    }

    /** Values of one slot: the hash takes the high half of a product with an odd number, which can be divided out. */
    private static int collision(int slot, int number) {
        int odd = 0x9E3779B9;
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return (slot << 16 | number) * inverse;
    }

    @Test
    void oneHashOfManyTextsOfOneLength() {
        TextDictionary dictionary = new TextDictionary(1 << 24);
        byte[] bytes = new byte[8];
        for (int i = 0; i < 100_000; i++) {
            Arrays.fill(bytes, (byte) 0);
            bytes[i % 8] = (byte) i;
            bytes[(i / 8) % 8] ^= (byte) (i >> 8);
            int id = dictionary.id(bytes, 0, 8);
            assertThat(dictionary.text(id)).isEqualTo(bytes);
        }
    }
}
