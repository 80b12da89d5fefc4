package io.walaa.cli;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.TestPostgres;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Commands run on a database of their own, with what they print caught. */
final class CommandRun implements AutoCloseable {
    private static final int PARTITIONS = 64;

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = TestPostgres.database().pool(vertx);
    private final Deployed deployed =
            DeploymentTable.ensure(pool, PARTITIONS, Optional.empty()).await();
    private final List<Command> commands;

    CommandRun(Command... commands) {
        this.commands = List.of(commands);
    }

    /** What a command said, and its exit code. */
    record Said(int code, String output) {}

    Said run(String... words) throws Exception {
        CommandLine line = CommandLine.parse(List.of(words), commands);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Command command = line.command().orElseThrow();
            int code = command instanceof DirectoryCommand directory
                    ? directory.run(line, vertx, pool, deployed).await()
                    : command.run(line, null);
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    /** The example programme under another name, as a file. */
    String exampleFile(String name) throws IOException {
        String text = RunningServer.document().replaceFirst("(?m)^name: .*$", "name: " + name);
        return Files.writeString(Files.createTempFile(name, ".yaml"), text).toString();
    }

    @Override
    public void close() {
        pool.close().await();
        vertx.close().await();
    }
}
