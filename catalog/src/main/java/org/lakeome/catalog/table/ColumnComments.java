package org.lakeome.catalog.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** What the columns of new tables say of themselves, for {@code DESCRIBE} and any catalog browser. */
enum ColumnComments {
    CALLS("""
            importjobid: the import job that brought the row
            contigname: CHROM, as the file has it
            start: POS - 1: 0-based, the first base of REF
            end: exclusive end, 0-based: INFO END if there is one, else start + length of REF
            names: ID; null for a dot
            referenceallele: REF
            alternatealleles: ALT, all alleles in the order of the file; null for a dot
            qual: QUAL; null for a dot
            filters: FILTER; null for a dot
            splitfrommultiallelic: whether the row is one of several that a record was split into
            attributes: INFO as text by key; a flag is the empty string
            phased: whether the alleles of GT are phased
            calls: GT as numbers: 0 is REF, 1 the first of alternatealleles, -1 a missing allele; null without GT
            genotypelikelihoods: GL
            phredlikelihoods: PL
            alleledepths: AD, a depth for REF and for each alternate allele
            conditionalquality: GQ
            spl: SPL
            depth: DP of the sample
            ps: PS, the phase set
            sampleid: the sample; null in rows of files without samples
            information: the other FORMAT fields as text, keys in lower case; lists as [1, 2]
            annotations: entries of VEP by their fields, if the import was asked for them; else null"""),
    FEATURES("""
            importjobid: the import job that brought the row
            seqid: the contig, as the file has it
            source: the program or database that made the feature
            type: term of the Sequence Ontology, such as gene or exon
            start: 0-based, the first base of the feature
            end: exclusive end, 0-based
            score: the score; null for a dot
            strand: + or -, ? if it is not known; null for a dot
            phase: bases to the next codon, 0 to 2, of a CDS
            id: attribute ID
            name: attribute Name
            alias: attribute Alias
            parent: attribute Parent, the ids of the features that this one is part of
            target: attribute Target
            gap: attribute Gap
            derivesfrom: attribute Derives_from
            note: attribute Note
            dbxref: attribute Dbxref
            ontologyterm: attribute Ontology_term
            is_circular: attribute Is_circular
            information: the other attributes as text by key"""),
    TABULAR("""
            importjobid: the import job that brought the row
            end: exclusive end, 0-based
            information: what else is known of the row"""),
    REJECTED("""
            importjobid: the import job that set the record aside
            source: the file
            line: its line, from 1
            byteoffset: where the line begins in the unpacked text, from 0
            field: the field that is at fault
            value: its value
            reason: what is wrong with it
            rawtext: the whole line, as far as it is kept""");

    private final Map<String, String> comments = new LinkedHashMap<>();

    ColumnComments(String lines) {
        lines.lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            comments.put(parts[0], parts[1]);
        });
    }

    /** The same columns, with what is known of them. */
    Schema on(List<NestedField> columns) {
        List<NestedField> commented = new ArrayList<>();
        for (NestedField column : columns) {
            String comment = comments.get(column.name());
            commented.add(
                    comment == null
                            ? column
                            : NestedField.from(column).withDoc(comment).build());
        }
        return new Schema(commented);
    }
}
