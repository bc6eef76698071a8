package org.lakeome.catalog.upkeep;

import org.lakeome.catalog.access.Resource;

/**
 * What the worker that holds the lease of an upkeep needs to know about it.
 *
 * @param files about how many there are to join
 * @param smallBytes files from this size on stay as they are
 */
public record UpkeepWork(Resource.Table table, long files, long smallBytes) {}
