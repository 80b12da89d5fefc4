package io.walaa.cli;

import io.walaa.config.StartRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed, taken apart.
 *
 * @param command absent: serve
 * @param values what stands alone after the command's words
 * @param options by name without dashes
 * @param flags {@code help} and {@code version}
 */
public record CommandLine(
        Optional<Command> command, List<String> values, Map<String, String> options, Set<String> flags) {
    private static final Set<String> FLAGS = Set.of("help", "version");
    private static final String CONFIG = "config";

    /**
     * Takes it apart.
     *
     * @param arguments as typed; {@code --name value} and {@code --name=value} are the same
     * @param commands those there are
     * @return a line in which every option is known
     * @throws StartRefused for what is not known
     */
    public static CommandLine parse(List<String> arguments, List<Command> commands) {
        var words = new ArrayList<String>();
        var options = new LinkedHashMap<String, String>();
        var flags = new ArrayList<String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            var name = argument.substring(2, equals < 0 ? argument.length() : equals);
            // what a command has as an option is none of the flags: programme export NAME --version 2
            boolean own = command(words, commands)
                    .map(one -> one.options().contains(name))
                    .orElse(false);
            if (FLAGS.contains(name) && !own) {
                flags.add(name);
            } else if (equals >= 0) {
                options.put(name, argument.substring(equals + 1));
            } else if (rest.hasNext()) {
                options.put(name, rest.next());
            } else {
                throw new StartRefused("--" + name + " needs a value; --help lists what there is.");
            }
        }
        var command = command(words, commands);
        if (command.isEmpty() && !words.isEmpty()) {
            throw new StartRefused(
                    "There is no command \"" + String.join(" ", words) + "\"; --help lists what there is.");
        }
        for (var name : options.keySet()) {
            if (!name.equals(CONFIG)
                    && !command.map(Command::options).orElse(Set.of()).contains(name)) {
                throw new StartRefused("There is no option --" + name + " here; --help lists what there is.");
            }
        }
        int used = command.map(one -> one.words().split(" ").length).orElse(0);
        return new CommandLine(
                command, List.copyOf(words.subList(used, words.size())), Map.copyOf(options), Set.copyOf(flags));
    }

    private static Optional<Command> command(List<String> words, List<Command> commands) {
        var typed = String.join(" ", words) + " ";
        return commands.stream()
                .filter(one -> typed.startsWith(one.words() + " "))
                .findFirst();
    }

    /**
     * The settings file that was named.
     *
     * @return absent if none was
     */
    public Optional<Path> config() {
        return Optional.ofNullable(options.get(CONFIG)).map(Path::of);
    }

    /**
     * An option without which the command means nothing.
     *
     * @param name without dashes
     * @return its value
     * @throws StartRefused if it was not given
     */
    public String required(String name) {
        var value = options.get(name);
        if (value == null || value.isBlank()) {
            throw new StartRefused("--" + name + " is needed; --help lists what there is.");
        }
        return value;
    }
}
