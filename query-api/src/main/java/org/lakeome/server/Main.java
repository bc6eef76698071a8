package org.lakeome.server;

import java.nio.file.Path;

/** The server as a process: runs until it is told to stop; exit code 2 where the settings are wrong. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: Main DATA_FOLDER");
            System.exit(2);
        }
        try {
            LakeConfig config = LakeConfig.load(Path.of(args[0]), System.getenv());
            LakeomeServer server = LakeomeServer.start(config, Path.of(System.getProperty("lakeome.root", ".")));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            Thread.currentThread().join();
        } catch (LakeConfig.BadConfig | CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Throwable e) {
            // An Error too: threads that have been started would keep a server alive that serves nothing.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
