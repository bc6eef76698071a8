package org.lakeome.ingest.write;

import java.io.IOException;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.gff.GffFeature;
import org.lakeome.ingest.gff.GffReader;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.LineRemarks;

/** Features as rows of a GFF store's table (HealthOmics table contract, section 4.2). */
final class GffRows implements AnnotationRows {
    private final GffReader reader;

    GffRows(GffReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean next(Record row) throws IOException {
        if (!reader.next()) {
            return false;
        }
        GffFeature feature = reader.feature();
        row.setField("seqid", feature.seqid());
        row.setField("source", feature.source());
        row.setField("type", feature.type());
        row.setField("start", feature.start());
        row.setField("end", feature.end());
        row.setField("score", feature.score());
        row.setField("strand", feature.strand());
        row.setField("phase", feature.phase());
        row.setField("id", feature.id());
        row.setField("name", feature.name());
        row.setField("alias", feature.alias());
        row.setField("parent", feature.parent());
        row.setField("target", feature.target());
        row.setField("gap", feature.gap());
        row.setField("derivesfrom", feature.derivesFrom());
        row.setField("note", feature.note());
        row.setField("dbxref", feature.dbxref());
        row.setField("ontologyterm", feature.ontologyTerm());
        row.setField("is_circular", feature.circular());
        row.setField("information", feature.information());
        return true;
    }

    @Override
    public long bytesTaken() {
        return reader.bytesTaken();
    }

    @Override
    public ContentSum content() throws IOException {
        return reader.content();
    }

    @Override
    public LineRemarks remarks() {
        return reader.remarks();
    }

    @Override
    public String position() {
        GffFeature feature = reader.feature();
        return feature == null || feature.start() == null ? "" : feature.seqid() + ":" + (feature.start() + 1);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
