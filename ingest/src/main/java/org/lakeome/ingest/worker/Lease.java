package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;

/** Work that the server gave to this worker for a while; the attempt is the fencing token of everything sent back. */
record Lease(String workId, String kind, int attempt, int leaseSeconds, JsonNode spec) {}
