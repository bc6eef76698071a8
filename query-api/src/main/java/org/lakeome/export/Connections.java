package org.lakeome.export;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens SQL as the account that exports, with a fresh token each time. */
@FunctionalInterface
public interface Connections {
    Connection open() throws SQLException;
}
