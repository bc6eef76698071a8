package org.lakeome.catalog.table;

import java.time.Instant;
import java.util.Optional;

/**
 * What the upkeep of a table would find to do.
 *
 * @param joined small files that have others beside them to be joined with
 * @param into how many files they would become, about
 * @param changed when rows came or went last, as far as the history goes back; the beginning of time if that was before it
 * @param snapshots older than what is retained
 * @param orphans files in the table's folder that no snapshot knows
 */
public record TablePlan(
        long joined, long into, long joinedBytes, Instant changed, long snapshots, long orphans, long orphanBytes) {

    /**
     * Whether it is worth a worker's time when nobody asked for it. Small files that the last upkeep left are left by the next
     * one too: together they have too many row groups for one file.
     *
     * @param last when the last upkeep began that ended well
     */
    public boolean isWorthwhile(Optional<Instant> last) {
        boolean joins = joined - into >= 20 && joined >= 3 * into;
        return joins && last.map(changed::isAfter).orElse(true) || snapshots >= 50;
    }
}
