/**
 * Reading TSV, CSV and BED into typed columns as the HealthOmics annotation stores do: options mean what they mean to Spark's CSV
 * reader, coordinates become 0-based, half-open. Knows neither Spark nor Iceberg.
 */
package org.lakeome.ingest.tabular;
