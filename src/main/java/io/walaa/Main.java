package io.walaa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.walaa.cli.BackupCommand;
import io.walaa.cli.Command;
import io.walaa.cli.CommandLine;
import io.walaa.cli.Doctor;
import io.walaa.cli.KeyCreate;
import io.walaa.cli.KeyList;
import io.walaa.cli.KeyRevoke;
import io.walaa.cli.ProgrammeApply;
import io.walaa.cli.ProgrammeCreate;
import io.walaa.cli.ProgrammeDiff;
import io.walaa.cli.ProgrammeExport;
import io.walaa.cli.ProgrammeValidate;
import io.walaa.cli.QuarantineSettle;
import io.walaa.cli.QuarantineShow;
import io.walaa.cli.ReconcileCommand;
import io.walaa.cli.RestoreCommand;
import io.walaa.cli.Version;
import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the process starts: serves, unless the command line asks for something else. */
public final class Main {
    private static final List<Command> COMMANDS = List.of(
            new Doctor(),
            new ProgrammeCreate(),
            new ProgrammeValidate(),
            new ProgrammeDiff(),
            new ProgrammeApply(),
            new ProgrammeExport(),
            new KeyCreate(),
            new KeyList(),
            new KeyRevoke(),
            new QuarantineShow(),
            new QuarantineSettle(),
            new ReconcileCommand(),
            new BackupCommand(),
            new RestoreCommand());

    private Main() {}

    /**
     * Runs until the command is done or the server is stopped; exit code 1 with a sentence if it cannot start.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        becomeIndependentOfTheMachine();
        System.exit(run(List.of(arguments)));
    }

    /**
     * What programs and files read looks the same whatever the operator's locale is, Western digits above all; what
     * people read is formatted for them by name. A container without a locale must not turn Arabic into "????".
     */
    private static void becomeIndependentOfTheMachine() {
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }

    private static int run(List<String> arguments) {
        try {
            var line = CommandLine.parse(arguments, COMMANDS);
            if (line.flags().contains("help")) {
                System.out.print(help());
                return 0;
            }
            if (line.flags().contains("version")) {
                System.out.println(Version.text());
                return 0;
            }
            var settings = Settings.load(System.getenv(), line.config());
            System.setProperty("walaa.log.format", settings.log().format());
            System.setProperty("walaa.log.level", settings.log().level());
            return line.command().isPresent() ? line.command().get().run(line, settings) : serve(settings);
        } catch (StartRefused refused) {
            System.err.println(refused.getMessage());
            return 1;
        } catch (Exception unexpected) {
            unexpected.printStackTrace();
            return 1;
        }
    }

    private static int serve(Settings settings) throws Exception {
        var teardown = Teardown.onExit();
        String tryIt = Server.start(settings, teardown).tryIt();
        if (tryIt != null) {
            System.out.print(tryIt);
        }
        teardown.await();
        return 0;
    }

    private static String help() {
        var commands = COMMANDS.stream()
                .map(command -> "  " + command.words() + " " + command.usage() + System.lineSeparator())
                .collect(Collectors.joining());
        return """
                Walaa, a loyalty server.

                  (no command)  serves
                %s
                  --config FILE  a YAML file of settings: "http: {port: 8080}" is WALAA_HTTP_PORT
                  --help, --version

                Settings are environment variables; they win over the file (WALAA_CONFIG or --config).

                %s""".formatted(commands, Settings.help());
    }
}
