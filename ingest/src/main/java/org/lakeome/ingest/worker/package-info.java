/** The ingest worker: a warm JVM that leases work from the server, does it with Spark, and tells how it goes. */
package org.lakeome.ingest.worker;
