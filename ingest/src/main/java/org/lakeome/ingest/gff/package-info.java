/** Reading GFF3: one feature a line, column 9 taken apart, bounded memory. Knows neither Spark nor Iceberg. */
package org.lakeome.ingest.gff;
