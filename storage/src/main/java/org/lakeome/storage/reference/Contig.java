package org.lakeome.storage.reference;

/**
 * One sequence of a reference.
 *
 * @param length in bases
 * @param md5 of the sequence in upper case without line breaks, as refget and SAM's M5 have it
 */
public record Contig(String name, long length, String md5) {}
