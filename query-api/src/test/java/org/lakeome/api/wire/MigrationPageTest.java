package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who comes from HealthOmics finds a word about every operation of analytics, sharing and tagging. */
class MigrationPageTest {

    private static final Pattern OURS = Pattern.compile(".*(Variant|Annotation|Share|Tag|Untag).*");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| \\S.*\\|$");

    @Test
    void pageNamesEveryOperationOnceAndNoOther() throws Exception {
        List<String> operations = Contract.load().operations().stream()
                .map(OperationModel::name)
                .filter(name -> OURS.matcher(name).matches())
                .sorted()
                .toList();
        assertThat(operations).hasSize(28 + 3);

        String page = Files.readString(Path.of("../docs/from-healthomics.md"));
        List<String> named = ROW.matcher(page).results().map(MatchResult::group).toList();
        assertThat(named.stream().map(row -> row.replaceAll("(?s)^\\| `(\\w+)`.*", "$1")))
                .containsExactlyInAnyOrderElementsOf(operations);
    }
}
