package org.lakeome.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a short-lived token that opens SQL and the Iceberg catalog as the profile's account. */
@Command(name = "token", description = "Print a token for JDBC tools and the Iceberg REST catalog.")
final class TokenCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Session session = lakeome.session()) {
            Session.SqlAccess access = session.sqlAccess();
            PrintWriter err = spec.commandLine().getErr();
            err.printf("JDBC URL         %s%n", SqlConnection.url(session.data(), session.run(), access));
            err.printf("user             %s%n", access.user());
            err.printf("Iceberg catalog  %s/iceberg%n", session.run().api());
            err.printf("valid until      %s%n", access.expires());
            err.println("The token, as JDBC property accessToken or as bearer token:");
            err.flush();
            spec.commandLine().getOut().println(access.token());
        }
        return 0;
    }
}
