package org.lakeome.catalog.store;

import java.util.function.Consumer;
import org.lakeome.catalog.access.Resource;

/** How the table of a store is made and removed. Both may be run again after a crash, and then do what is left to do. */
public record TableSteps(Consumer<Resource.Store> create, Consumer<Resource.Store> drop) {}
