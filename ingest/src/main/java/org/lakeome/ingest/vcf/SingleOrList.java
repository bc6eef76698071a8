package org.lakeome.ingest.vcf;

/**
 * Reads a field that has a column for one number and is declared with another Number: one value goes into the column, and several
 * stand as a list among the fields without a column.
 */
final class SingleOrList extends CallField {
    private final CallField single;
    private final CallField list;

    SingleOrList(FieldDeclaration declaration, CallField single, CallField list) {
        super(declaration);
        this.single = single;
        this.list = list;
    }

    @Override
    void readBetween(byte[] line, int from, int to, int alternates) {
        if (comma(line, from, to) < to) {
            single.missing();
            list.readBetween(line, from, to, alternates);
        } else {
            single.readBetween(line, from, to, alternates);
            list.missing();
        }
    }

    @Override
    void forget() {
        single.forget();
        list.forget();
    }

    @Override
    void missing() {
        single.missing();
        list.missing();
    }
}
