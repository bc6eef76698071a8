package org.lakeome.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;

/** Where the interactive mode runs its statements. For one thread; {@link #cancel} from any. */
interface SqlEngine {
    void run(String sql, Writer out) throws SQLException, IOException;

    /** What the user is told of a statement that was refused. */
    String told(SQLException refusal, String sql);

    /** Ends the statement that runs now, if one does. */
    void cancel();

    /** Names of the account's tables and of their columns. */
    List<String> names() throws SQLException;
}
