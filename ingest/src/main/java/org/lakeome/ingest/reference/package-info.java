/** Importing reference genomes: FASTA in, FASTA with its index and digests out. Knows nothing of Spark. */
package org.lakeome.ingest.reference;
