package org.lakeome.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.cli.words.Nearest;
import org.lakeome.cli.words.ServiceWords;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of words that make no command. */
final class WrongWords {

    /** Whoever mistypes another word does not mean these, and would lose something by them. */
    private static final Set<String> NEVER_MEANT =
            Set.of("delete", "remove", "undo", "cancel", "stop", "--force", "--yes");

    private WrongWords() {}

    static int tell(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (!(wrong instanceof UnmatchedArgumentException)
                && wrong.getMessage().startsWith("Missing required subcommand")) {
            command.usage(err);
            return 2;
        }
        String message = wrong instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : said(wrong);
        err.println(command.getColorScheme().errorText("lakeome: " + message));
        err.printf("See:  ./%s --help%n", command.getCommandSpec().qualifiedName());
        err.flush();
        return 2;
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        CommandLine command = wrong.getCommandLine();
        List<String> words = wrong.getUnmatched();
        String word = words.getFirst();
        String name = command.getCommandSpec().qualifiedName();
        if (word.startsWith("-")) {
            return "`%s` has no option %s%s"
                    .formatted(name, word, meant(word.replaceFirst("=.*", ""), options(command)));
        }
        if (!command.getSubcommands().isEmpty()) {
            String known = String.join(", ", command.getSubcommands().keySet());
            return "there is no `%s %s`%s; there are %s"
                    .formatted(name, word, meant(word, command.getSubcommands().keySet()), known);
        }
        return "`%s` does not take '%s' here".formatted(name, String.join(" ", words));
    }

    private static Collection<String> options(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet();
    }

    private static String meant(String word, Collection<String> known) {
        Optional<String> nearest = Nearest.to(
                word, known.stream().filter(name -> !NEVER_MEANT.contains(name)).toList());
        return nearest.map(name -> ", did you mean " + name + "?").orElse("");
    }

    private static String said(ParameterException wrong) {
        String message = wrong.getMessage()
                .replaceFirst("' is not an? (int|long|Integer|Long)$", "' is not a whole number")
                .replaceFirst("\\s*\\((?:java|picocli)[^()]*(?:\\([^()]*\\)[^()]*)*\\)", "");
        message = ServiceWords.withoutJava(message);
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
