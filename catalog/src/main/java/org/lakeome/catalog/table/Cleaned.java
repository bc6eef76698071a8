package org.lakeome.catalog.table;

/** What the clearing of a table's history has removed. */
public record Cleaned(long snapshots, long orphans, long orphanBytes, long manifestsBefore, long manifestsAfter) {}
