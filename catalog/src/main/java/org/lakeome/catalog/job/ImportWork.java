package org.lakeome.catalog.job;

import org.lakeome.catalog.access.Resource;

/** What the worker that holds the lease of an import needs to know about it. */
public record ImportWork(ImportJob job, Resource.Store store) {}
