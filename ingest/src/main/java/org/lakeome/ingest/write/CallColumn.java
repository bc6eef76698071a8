package org.lakeome.ingest.write;

import java.util.List;
import org.lakeome.ingest.columns.BooleanColumn;
import org.lakeome.ingest.columns.Column;
import org.lakeome.ingest.columns.DoubleColumn;
import org.lakeome.ingest.columns.IntColumn;
import org.lakeome.ingest.columns.TextColumn;
import org.lakeome.ingest.vcf.DoubleLists;
import org.lakeome.ingest.vcf.IntLists;
import org.lakeome.ingest.vcf.Ints;
import org.lakeome.ingest.vcf.RecordBatch;

/** How one column of calls gets from a batch into the leaves that Parquet has for it. */
sealed interface CallColumn {
    // Definition levels of an optional list or map of optional values.
    int NULL = 0;
    int NULL_ELEMENT = 2;

    List<Column> leaves();

    /** Adds a sample's calls: that at the first place and every step-th after it. */
    void put(int first, int step, int count);

    record Phased(Ints flags, BooleanColumn leaf) implements CallColumn {
        @Override
        public List<Column> leaves() {
            return List.of(leaf);
        }

        @Override
        public void put(int first, int step, int count) {
            leaf.values(flags.values(), first, step, count, Ints.MISSING);
        }
    }

    record Single(Ints values, IntColumn leaf) implements CallColumn {
        @Override
        public List<Column> leaves() {
            return List.of(leaf);
        }

        @Override
        public void put(int first, int step, int count) {
            leaf.values(values.values(), first, step, count, Ints.MISSING);
        }
    }

    record Whole(IntLists lists, IntColumn leaf) implements CallColumn {
        @Override
        public List<Column> leaves() {
            return List.of(leaf);
        }

        @Override
        public void put(int first, int step, int count) {
            leaf.lists(lists.elements().values(), lists.ends().values(), first, step, count, Ints.MISSING);
        }
    }

    record Decimal(DoubleLists lists, DoubleColumn leaf) implements CallColumn {
        @Override
        public List<Column> leaves() {
            return List.of(leaf);
        }

        @Override
        public void put(int first, int step, int count) {
            for (int i = 0, call = first; i < count; i++, call += step) {
                leaf.startRow();
                int from = lists.from(call);
                int to = lists.to(call);
                if (from == to) {
                    leaf.missing(0, NULL);
                }
                for (int place = from; place < to; place++) {
                    if (lists.isMissing(place)) {
                        leaf.missing(place == from ? 0 : 1, NULL_ELEMENT);
                    } else {
                        leaf.value(place == from ? 0 : 1, lists.element(place));
                    }
                }
            }
        }
    }

    /** The map of all other FORMAT fields: every call has all keys. */
    final class Information implements CallColumn {
        private final RecordBatch batch;
        private final TextColumn keys;
        private final TextColumn values;
        private final List<TextColumn.Word> words;

        Information(RecordBatch batch, TextColumn keys, TextColumn values) {
            this.batch = batch;
            this.keys = keys;
            this.values = values;
            this.words =
                    batch.informationKeys().stream().map(TextColumn.Word::new).toList();
        }

        @Override
        public List<Column> leaves() {
            return List.of(keys, values);
        }

        @Override
        public void put(int first, int step, int count) {
            RecordBatch.Text start = (text, from, to) -> values.value(0, text, from, to);
            RecordBatch.Text more = (text, from, to) -> values.value(1, text, from, to);
            for (int i = 0, call = first; i < count; i++, call += step) {
                keys.startRow();
                values.startRow();
                for (int key = 0; key < words.size(); key++) {
                    int repetition = key == 0 ? 0 : 1;
                    keys.value(repetition, words.get(key));
                    if (!batch.information(call, key, key == 0 ? start : more)) {
                        values.missing(repetition, NULL_ELEMENT);
                    }
                }
            }
        }
    }
}
