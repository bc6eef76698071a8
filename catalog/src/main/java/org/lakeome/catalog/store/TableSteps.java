package org.lakeome.catalog.store;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.format.TableShape;

/** How a table is made and removed. Both may be run again after a crash, and then do what is left to do. */
public record TableSteps(BiConsumer<Resource.Table, TableShape> create, Consumer<Resource.Table> drop) {}
