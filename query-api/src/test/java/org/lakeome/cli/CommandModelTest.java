package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What holds of every command, whichever there are. */
class CommandModelTest {

    @Test
    void everyCommandSaysWhatItDoes() {
        assertThat(all(Lakeome.commandLine())).allSatisfy(command -> assertThat(
                        command.getCommandSpec().usageMessage().description())
                .as(command.getCommandSpec().qualifiedName())
                .isNotEmpty());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandModelTest::all));
    }
}
