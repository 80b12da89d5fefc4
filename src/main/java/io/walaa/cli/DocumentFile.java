package io.walaa.cli;

import io.walaa.config.StartRefused;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.usecase.programme.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A programme's document in a file: JSON if its name ends so, otherwise YAML. */
final class DocumentFile {
    private DocumentFile() {}

    /** What is in it, as written. */
    static Source read(Path file) {
        try {
            return new Source(Files.readString(file), file.toString().endsWith(".json") ? "json" : "yaml");
        } catch (IOException unreadable) {
            throw new StartRefused("The file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** What it means; refused with everything that is wrong, a line each. */
    static ProgrammeDocument compile(Source source) {
        try {
            return source.format().equals("yaml")
                    ? ProgrammeDocument.yaml(source.text())
                    : ProgrammeDocument.json(source.text());
        } catch (InvalidInput invalid) {
            throw refused(invalid);
        }
    }

    /** Everything that is wrong, a line each. */
    static StartRefused refused(InvalidInput invalid) {
        return new StartRefused(
                invalid.errors().stream().map(InputError::toString).toList());
    }
}
