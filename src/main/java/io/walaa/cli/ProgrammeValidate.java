package io.walaa.cli;

import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import io.walaa.programme.Programme;
import java.nio.file.Path;
import java.util.Set;

/** Checks a document without any store; the exit code is 1 if anything is wrong with it. */
public final class ProgrammeValidate implements Command {
    @Override
    public String words() {
        return "programme validate";
    }

    @Override
    public String usage() {
        return "FILE  checks a document, with every error at once";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public int run(CommandLine line, Settings settings) {
        if (line.values().size() != 1) {
            throw new StartRefused("One file is needed: programme validate FILE.");
        }
        Programme programme = DocumentFile.compile(
                        DocumentFile.read(Path.of(line.values().get(0))))
                .programme();
        System.out.println("The document of programme " + programme.name() + " is valid.");
        return 0;
    }
}
