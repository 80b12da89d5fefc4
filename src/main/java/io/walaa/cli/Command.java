package io.walaa.cli;

import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import java.util.Set;

/** Something other than serving that the program can do. */
public interface Command {
    /**
     * How it is called, such as {@code programme create}.
     *
     * @return the words, one space between them
     */
    String words();

    /**
     * One line for the help: what follows the words, two spaces, what it does.
     *
     * @return for example {@code NAME --file FILE makes a programme}
     */
    String usage();

    /**
     * The options that it takes, each with a value.
     *
     * @return names without dashes
     */
    Set<String> options();

    /**
     * Does it, printing to standard output.
     *
     * @param line what was given after the words
     * @param settings of this process
     * @return the exit code
     * @throws StartRefused if what was given or found makes it impossible
     * @throws Exception anything unexpected
     */
    int run(CommandLine line, Settings settings) throws Exception;
}
