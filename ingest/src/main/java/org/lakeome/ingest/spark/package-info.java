/** The public Spark data source {@code vcf}: one row per record and sample, with the columns of a variant store. */
package org.lakeome.ingest.spark;
