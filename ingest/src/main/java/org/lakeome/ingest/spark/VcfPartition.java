package org.lakeome.ingest.spark;

import org.apache.spark.sql.connector.read.InputPartition;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.VcfHeader;

record VcfPartition(TextSource source, VcfHeader header, Split split) implements InputPartition {}
