/** Reading VCF into batches of records in columns. Knows nothing of Spark, Iceberg or Hadoop. */
package org.lakeome.ingest.vcf;
