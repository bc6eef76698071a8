package org.lakeome.cli;

import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands of {@code lakeome}. Picocli looks at everything in a command's class, AWS clients included, which takes most
 * of the time of a short command; so that is done for the one that was called, and of the others their names are enough.
 */
final class Commands {

    private static final List<Class<?>> ALL = List.of(
            QuickstartCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            AccountCommand.class,
            UseCommand.class,
            TokenCommand.class,
            StoreCommand.class,
            ReferenceCommand.class,
            AnnotationCommand.class,
            ImportCommand.class,
            AdoptCommand.class,
            SqlCommand.class,
            ExportCommand.class,
            OptimizeCommand.class,
            EventsCommand.class,
            ShareCommand.class,
            TrinoConfigCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class);

    private Commands() {}

    /** Adds each command whole. */
    static void addAll(CommandLine line) {
        ALL.forEach(command -> line.addSubcommand(whole(command)));
        offerHelp(line);
    }

    /** Adds each command that {@code words} can call whole, of the others what {@code --help} says of them. */
    static void addFor(CommandLine line, String[] words) {
        List<String> said = Arrays.asList(words);
        // Words can also lie in a file, and the completion is of everything.
        boolean any = said.contains("generate-completion") || said.stream().anyMatch(word -> word.startsWith("@"));
        for (Class<?> command : ALL) {
            Command told = command.getAnnotation(Command.class);
            line.addSubcommand(any || said.contains(told.name()) ? whole(command) : named(told));
        }
        offerHelp(line);
    }

    private static CommandLine whole(Class<?> command) {
        return new CommandLine(command);
    }

    private static CommandLine named(Command told) {
        CommandSpec spec = CommandSpec.create().name(told.name());
        spec.usageMessage().description(told.description());
        return new CommandLine(spec);
    }

    private static void offerHelp(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            if (spec.findOption("--help") == null) {
                spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
            }
            offerHelp(command);
        }
    }
}
