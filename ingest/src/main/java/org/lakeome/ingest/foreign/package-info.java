/** Reading tables that were copied out of another lake: Parquet files and Iceberg tables, in the columns of a store's table. */
package org.lakeome.ingest.foreign;
