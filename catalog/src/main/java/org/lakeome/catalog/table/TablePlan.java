package org.lakeome.catalog.table;

/**
 * What the upkeep of a table would find to do.
 *
 * @param joined small files that have others beside them to be joined with
 * @param into how many files they would become, about
 * @param snapshots older than what is retained
 * @param orphans files in the table's folder that no snapshot knows
 */
public record TablePlan(long joined, long into, long joinedBytes, long snapshots, long orphans, long orphanBytes) {

    /** Whether it is worth a worker's time when nobody asked for it. */
    public boolean isWorthwhile() {
        return (joined - into >= 20 && joined >= 3 * into) || snapshots >= 50;
    }
}
