/** Writing a variant store's table: Spark tasks write Parquet files per sample, the driver commits a job's files once. */
package org.lakeome.ingest.write;
