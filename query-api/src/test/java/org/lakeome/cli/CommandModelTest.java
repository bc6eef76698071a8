package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    @Test
    void whatIsMadeForOneCommandSaysAndTakesTheSameAsTheWhole() {
        all(Lakeome.commandLine()).forEach(command -> {
            String[] words = command.getCommandSpec().qualifiedName().split(" ");
            CommandLine one = Lakeome.commandLine(words);
            for (int i = 1; i < words.length; i++) {
                one = one.getSubcommands().get(words[i]);
            }
            assertThat(one.getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
    }

    @Test
    void helpIsAnOptionOfEachAndACommand() {
        all(Lakeome.commandLine()).forEach(command -> {
            String name = command.getCommandSpec().qualifiedName();
            String path = name.substring("lakeome".length()).strip();
            Said byOption = say((path + " --help").strip().split(" "));
            assertThat(byOption.exitCode()).as(name).isZero();
            assertThat(byOption.out()).as(name).startsWith("Usage: " + name);
            assertThat(byOption.err()).as(name).isEmpty();
            assertThat(say(("help " + path).strip().split(" "))).as(name).isEqualTo(byOption);
        });
    }

    @Test
    void noMistypedWordIsTakenForOneThatDestroys() {
        for (String word : new String[] {"delte", "remov", "undoo", "cancle", "stpo", "deleted", "--forc", "--yse"}) {
            all(Lakeome.commandLine()).forEach(command -> {
                String path = command.getCommandSpec().qualifiedName().substring("lakeome".length());
                Said said = say((path + " " + word).strip().split(" "));
                assertThat(said.err())
                        .as(path + " " + word)
                        .doesNotContainPattern("mean (delete|remove|undo|cancel|stop|--force|--yes)");
            });
        }
    }

    @Test
    void aMistypedWordIsAnsweredWithTheNearestAndAllThereAre() {
        Said said = say("stroe", "list");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .startsWith("lakeome: there is no `lakeome stroe`, did you mean store?; there are quickstart, start");
        assertThat(say("store", "show", "x", "--profil", "y").err())
                .startsWith("lakeome: `lakeome store show` has no option --profil, did you mean --profile?");
    }

    private record Said(int exitCode, String out, String err) {}

    private static Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Lakeome.commandLine(words);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new Said(code, out.toString(), err.toString());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandModelTest::all));
    }
}
