package org.lakeome.ingest.write;

import java.util.List;
import java.util.Map;
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
    int EMPTY = 1;
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

    record Information(RecordBatch batch, TextColumn keys, TextColumn values) implements CallColumn {
        @Override
        public List<Column> leaves() {
            return List.of(keys, values);
        }

        @Override
        public void put(int first, int step, int count) {
            for (int i = 0, call = first; i < count; i++, call += step) {
                keys.startRow();
                values.startRow();
                Map<String, String> map = batch.information(call);
                if (map == null || map.isEmpty()) {
                    int level = map == null ? NULL : EMPTY;
                    keys.missing(0, level);
                    values.missing(0, level);
                    continue;
                }
                int repetition = 0;
                for (Map.Entry<String, String> entry : map.entrySet()) {
                    keys.value(repetition, entry.getKey());
                    if (entry.getValue() == null) {
                        values.missing(repetition, NULL_ELEMENT);
                    } else {
                        values.value(repetition, entry.getValue());
                    }
                    repetition = 1;
                }
            }
        }
    }
}
