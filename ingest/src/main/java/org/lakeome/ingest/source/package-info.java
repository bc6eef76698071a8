/** Where input bytes come from and how they become lines: plain, gzip and BGZF, told apart by content. */
package org.lakeome.ingest.source;
