package org.lakeome.ingest.spark;

import java.util.Set;
import org.apache.spark.sql.connector.read.InputPartition;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;

/** @param samples those of the band that are wanted; null for all */
record VcfPartition(
        TextSource source, VcfHeader header, Split split, SampleBand band, Set<String> samples, ReadOptions reading)
        implements InputPartition {}
