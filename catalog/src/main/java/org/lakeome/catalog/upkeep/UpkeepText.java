package org.lakeome.catalog.upkeep;

import java.util.Locale;
import org.lakeome.catalog.table.Cleaned;
import org.lakeome.catalog.table.TablePlan;

/** Says in words what an upkeep would do and has done. */
final class UpkeepText {

    private UpkeepText() {}

    static String ofFailedJoin(String why) {
        return "Small files could not be joined: " + why;
    }

    static String of(TablePlan plan) {
        String join = plan.joined() == 0
                ? "There are no small files to join"
                : "Would join %s into about %s, %s"
                        .formatted(files(plan.joined()), count(plan.into()), size(plan.joinedBytes()));
        return join + "; would remove " + removed(plan.snapshots(), plan.orphans(), plan.orphanBytes()) + ".";
    }

    static String of(String joined, Cleaned cleaned) {
        String manifests = cleaned.manifestsAfter() < cleaned.manifestsBefore()
                ? ", %s manifests into %s".formatted(count(cleaned.manifestsBefore()), count(cleaned.manifestsAfter()))
                : "";
        return joined + manifests + "; removed "
                + removed(cleaned.snapshots(), cleaned.orphans(), cleaned.orphanBytes()) + ".";
    }

    private static String removed(long snapshots, long orphans, long bytes) {
        return "%s %s, %s orphan %s"
                        .formatted(
                                count(snapshots),
                                snapshots == 1 ? "snapshot" : "snapshots",
                                count(orphans),
                                orphans == 1 ? "file" : "files")
                + (orphans == 0 ? "" : " (" + size(bytes) + ")");
    }

    private static String files(long files) {
        return count(files) + " files";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
