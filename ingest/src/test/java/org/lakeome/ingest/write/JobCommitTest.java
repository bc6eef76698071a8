package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.RESTException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.StoreTable;

/** What a commit does while the server that takes it comes and goes. */
class JobCommitTest {
    private static final List<ItemOutcome> ITEMS = List.of(new ItemOutcome("a.vcf", true, "", 1, 1));

    @TempDir
    Path folder;

    private Table table;
    private RuntimeException failure = new RESTException("the connection was refused");
    private RuntimeException later = failure;
    private int appends;
    private int failingAppends;
    private int failingRefreshes;
    private boolean answerIsLost;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder);
    }

    @Test
    void commitOutlastsAServerThatStartsAgain() {
        failingAppends = 1;
        failingRefreshes = 3;
        assertThat(append()).isEqualTo(ITEMS);
        assertThat(appends).isEqualTo(2);
        assertThat(table.snapshots()).hasSize(1);
    }

    @Test
    void commitWhoseAnswerWasLostIsNotRepeated() {
        failingAppends = 1;
        answerIsLost = true;
        failingRefreshes = 3;
        assertThat(append()).isEqualTo(ITEMS);
        assertThat(appends).isEqualTo(1);
        assertThat(table.snapshots()).hasSize(1);
    }

    @Test
    void withoutAnAnswerNothingIsAppendedAgain() {
        failingAppends = 1;
        failingRefreshes = Integer.MAX_VALUE;
        assertThatThrownBy(this::append).isSameAs(failure);
        assertThat(appends).isEqualTo(1);
    }

    @Test
    void refusalIsToldAtOnce() {
        failure = new ForbiddenException("no");
        failingAppends = 1;
        assertThatThrownBy(this::append).isInstanceOf(CommitRefused.class).hasCause(failure);
        assertThat(appends).isEqualTo(1);
    }

    @Test
    void refusalThatFollowsADoubtIsNotCertain() {
        later = new ForbiddenException("no");
        failingAppends = 2;
        assertThatThrownBy(this::append).isSameAs(later);
        assertThat(appends).isEqualTo(2);
    }

    private List<ItemOutcome> append() {
        try {
            return new JobCommit(failing(Table.class, table), "job").append(1, ITEMS, Map.of(), List.of());
        } finally {
            table.refresh();
        }
    }

    private <T> T failing(Class<T> type, T of) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("refresh") && failingRefreshes-- > 0) {
                        throw new RESTException("the connection was refused");
                    }
                    boolean fails = method.getName().equals("commit") && ++appends <= failingAppends;
                    if (fails && !answerIsLost) {
                        throw appends == 1 ? failure : later;
                    }
                    Object result;
                    try {
                        result = method.invoke(of, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (fails) {
                        throw failure;
                    }
                    return result instanceof AppendFiles append ? failing(AppendFiles.class, append) : result;
                }));
    }
}
