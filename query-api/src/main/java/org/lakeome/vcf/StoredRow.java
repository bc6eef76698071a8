package org.lakeome.vcf;

/** One row of a variant store; the sample is null in a row of a file without samples. */
public record StoredRow(StoredSite site, String sample, StoredCall call) {}
