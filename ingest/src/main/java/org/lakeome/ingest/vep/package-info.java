/** The entries that Ensembl VEP writes into an INFO key, taken apart; knows nothing of how they are stored. */
package org.lakeome.ingest.vep;
