package org.lakeome.catalog.format;

import java.util.EnumSet;
import java.util.Set;

/** The meanings that {@code formatToHeader} can give to a column. */
public enum TsvKey {
    CHR(EnumSet.of(ColumnType.STRING, ColumnType.INT, ColumnType.LONG)),
    START(EnumSet.of(ColumnType.INT, ColumnType.LONG)),
    END(EnumSet.of(ColumnType.INT, ColumnType.LONG)),
    REF(EnumSet.of(ColumnType.STRING)),
    ALT(EnumSet.of(ColumnType.STRING)),
    POS(EnumSet.of(ColumnType.INT, ColumnType.LONG));

    private final Set<ColumnType> types;

    TsvKey(Set<ColumnType> types) {
        this.types = types;
    }

    boolean takes(ColumnType type) {
        return types.contains(type);
    }

    String choice() {
        return String.join(" or ", types.stream().map(Enum::name).sorted().toList());
    }
}
