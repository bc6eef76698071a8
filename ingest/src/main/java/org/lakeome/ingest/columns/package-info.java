/** Encoding of table columns as Parquet pages, straight from arrays. Knows nothing of genomes. */
package org.lakeome.ingest.columns;
