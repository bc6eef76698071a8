package org.lakeome.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreReaderTest {

    @Test
    void snapshotThatIsNoLongerToldIsExplained() throws SQLException {
        try (StoreReader reader = new StoreReader(new StoreTable(Optional.empty(), "cohort"), () -> connection(7))) {
            reader.open();

            assertThatThrownBy(() -> reader.samples(List.of("a")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the store changed while it was read")
                    .hasMessageContaining("export it again");
        }
    }

    /** To a catalog that tells of the snapshot once and then knows it no more. */
    private static Connection connection(long snapshot) {
        Statement statement = fake(Statement.class, (method, arguments) -> {
            if (method.equals("executeQuery") && arguments[0].toString().contains("FOR VERSION AS OF")) {
                throw new SQLException("Query failed: Iceberg snapshot ID does not exists: " + snapshot);
            }
            return method.equals("executeQuery") ? oneRow(snapshot) : null;
        });
        return fake(Connection.class, (method, arguments) -> method.equals("createStatement") ? statement : null);
    }

    private static ResultSet oneRow(long value) {
        boolean[] read = {false};
        return fake(ResultSet.class, (method, arguments) -> switch (method) {
            case "next" -> !read[0] && (read[0] = true);
            case "getLong" -> value;
            default -> null;
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
