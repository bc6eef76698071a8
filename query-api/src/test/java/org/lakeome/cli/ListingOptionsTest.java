package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ListingOptionsTest {

    @Command(name = "things")
    static final class Things implements Runnable {
        @Mixin
        private ListingOptions output;

        private final Listing listing;

        Things(Listing listing) {
            this.listing = listing;
        }

        @Override
        public void run() {
            output.print(listing);
        }
    }

    @Test
    void programsGetNumbersNullsAndStableNames() {
        Listing listing = Listing.of("name", "size bytes", "created")
                .row("a", 1234L, Instant.EPOCH)
                .row("b", null, null);

        assertThat(printed(listing, "json"))
                .isEqualTo("[\n{\"name\":\"a\",\"size_bytes\":1234,\"created\":\"1970-01-01T00:00:00Z\"},\n"
                        + "{\"name\":\"b\",\"size_bytes\":null,\"created\":null}\n]\n");
        assertThat(printed(listing, "csv")).isEqualTo("name,size_bytes,created\na,1234,1970-01-01T00:00:00Z\nb,,\n");
        assertThat(printed(listing, "tsv")).endsWith("b\t\\N\t\\N\n");
        assertThat(printed(listing, "jsonl").lines()).hasSize(2);
    }

    @Test
    void oneThingIsOneObject() {
        assertThat(printed(Listing.one().field("access key id", "x"), "json")).isEqualTo("{\"access_key_id\":\"x\"}\n");
    }

    @Test
    void listWithoutRowsIsStillAList() {
        assertThat(printed(Listing.of("name"), "json")).isEqualTo("[]\n");
        assertThat(printed(Listing.of("name"), "csv")).isEqualTo("name\n");
    }

    private static String printed(Listing listing, String format) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new Things(listing));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        assertThat(line.execute("--output", format)).isZero();
        return out.toString();
    }
}
