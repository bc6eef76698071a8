package org.lakeome.catalog.job;

import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.format.StoreFormat;

/**
 * What the worker that holds the lease of an import needs to know about it.
 *
 * @param table where the rows go
 * @param rejected where bad records go, if the job sets them aside
 * @param referenceArn the reference of the store, which is there whenever the job left-normalises
 * @param format of an annotation store, with the options of the version
 */
public record ImportWork(
        ImportJob job,
        Resource.Table table,
        Optional<Resource.Table> rejected,
        Optional<String> referenceArn,
        Optional<StoreFormat> format) {}
