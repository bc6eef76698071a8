package org.lakeome.catalog.table;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.id.JobId;

/**
 * Takes the rows of one import out of a table, in one commit, as far as that needs no file to be read. Safe beside imports,
 * queries and upkeeps. Asks no rights: callers hold an authorised job. Thread-safe.
 */
public final class ImportRemoval {

    /** In the summary of the snapshot that took the rows out: the import's id. */
    static final String MARK = "lakeome.undone-job";

    private final StoreTables tables;

    public ImportRemoval(StoreTables tables) {
        this.tables = tables;
    }

    /**
     * What is there of an import.
     *
     * @param files that hold nothing else
     * @param rows in those files
     * @param mixed files in which more of its rows may lie, beside those of other imports
     */
    public record Found(long files, long rows, long mixed) {
        public static final Found NOTHING = new Found(0, 0, 0);

        public boolean isNothing() {
            return equals(NOTHING);
        }
    }

    public Found find(Resource.Table table, JobId job) {
        try {
            ImportFiles files = ImportFiles.of(load(table), job);
            return new Found(files.own().size(), files.ownRows(), files.mixed().size());
        } catch (NoSuchTableException dropped) {
            return Found.NOTHING;
        }
    }

    /** Whether an undo has taken the rows out already, whatever was said of its end. */
    public boolean isUndone(Resource.Table table, JobId job) {
        try {
            return ImportFiles.isUndone(load(table), job);
        } catch (NoSuchTableException dropped) {
            return false;
        }
    }

    public enum Removed {
        /** The table holds no row of the import any more. */
        ALL,
        /** Nothing: somebody has to read files in which rows of several imports lie. */
        MIXED,
        /** Nothing: others changed the table at the same time; try again. */
        DISTURBED
    }

    public Removed remove(Resource.Table table, JobId job) {
        try {
            BaseTable loaded = load(table);
            ImportFiles files = ImportFiles.of(loaded, job);
            if (!files.mixed().isEmpty()) {
                return Removed.MIXED;
            }
            if (!files.own().isEmpty()) {
                DeleteFiles delete = loaded.newDelete().validateFilesExist().set(MARK, job.value());
                files.own().forEach(delete::deleteFile);
                delete.commit();
            }
            return Removed.ALL;
        } catch (NoSuchTableException dropped) {
            return Removed.ALL;
        } catch (ValidationException | CommitFailedException changedMeanwhile) {
            return Removed.DISTURBED;
        }
    }

    private BaseTable load(Resource.Table table) {
        return (BaseTable) tables.catalog().loadTable(StoreTables.identifier(table));
    }
}
