package org.lakeome.ingest.reference;

import java.util.List;

/** A FASTA file's contigs in order, the MD5 of its plain text, the text's length in bytes, and its .fai index. */
public record IndexedFasta(List<Contig> contigs, String md5, long bytes, byte[] index) {}
