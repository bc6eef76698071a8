/** Left alignment, trimming and splitting of alleles against a reference genome. */
package org.lakeome.ingest.normalise;
