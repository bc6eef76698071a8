/** The public Spark data sources {@code vcf}, {@code gff3} and {@code genomic-tsv}, with the columns of the stores' tables. */
package org.lakeome.ingest.spark;
