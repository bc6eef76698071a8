package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

    @Test
    void columnsAreAlignedUnderTheirNamesAndNumbersToTheRight() {
        Listing stores =
                Listing.of("name", "bytes", "kind").row("a", 5L, "variant").row("longer", 1234L, null);

        assertThat(printed(stores)).isEqualTo("""
                        NAME    BYTES  KIND
                        a           5  variant
                        longer  1,234
                        """);
    }

    @Test
    void oneThingIsALineForEachFieldAndOneForEachOfSeveralValues() {
        Listing store = Listing.one()
                .field("name", "cohort")
                .field("description", null)
                .field("table", List.of("cohort", "cohort__rejected"));

        assertThat(printed(store)).isEqualTo("""
                        name         cohort
                        description
                        table        cohort
                        table        cohort__rejected
                        """);
    }

    @Test
    void aListWithoutRowsPrintsNothing() {
        assertThat(printed(Listing.of("name"))).isEmpty();
    }

    @Test
    void whatSomebodyWroteReachesTheTerminalAsTextOnly() {
        assertThat(printed(Listing.of("name").row("a\u001b[31m\nb"))).contains("a?[31m?b");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listing.of("name", "kind").row("a"));
    }

    private static String printed(Listing listing) {
        StringWriter out = new StringWriter();
        listing.print(new PrintWriter(out));
        return out.toString();
    }
}
