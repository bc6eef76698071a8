package org.lakeome.catalog.job;

import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.format.StoreFormat;

/**
 * What the worker that holds the lease of an import needs to know about it.
 *
 * @param table where the rows go
 * @param rejected where bad records go, if the job sets them aside
 * @param referenceArn the reference of the store, which is there whenever the job left-normalises
 * @param reading how much care the files need
 * @param format of an annotation store, with the options of the version
 */
public record ImportWork(
        ImportJob job,
        Resource.Table table,
        Optional<Resource.Table> rejected,
        Optional<String> referenceArn,
        Optional<StoreFormat> format,
        Reading reading) {

    /**
     * How the files are read.
     *
     * @param apart one by one, because a worker died at the job
     * @param leftOut places of the files at which workers died, which are not read again; their messages say so
     */
    public record Reading(boolean apart, Set<Integer> leftOut) {
        public Reading {
            leftOut = Set.copyOf(leftOut);
        }
    }
}
