package io.walaa.usecase.programme;

import io.walaa.json.InputCode;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.store.postgres.ProgrammeTable.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A programme's document as text of a format. */
final class Documents {
    private Documents() {}

    /**
     * Compiles what was sent for a programme.
     *
     * @throws InvalidInput with everything that is wrong, also if the document is another programme's
     */
    static ProgrammeDocument read(String programme, Source source) {
        ProgrammeDocument document = source.format().equals("yaml")
                ? ProgrammeDocument.yaml(source.text())
                : ProgrammeDocument.json(source.text());
        if (!document.programme().name().equals(programme)) {
            throw new InvalidInput(List.of(InputError.of(
                    "/name",
                    InputCode.UNKNOWN_VALUE,
                    "value",
                    document.programme().name(),
                    "allowed",
                    programme)));
        }
        return document;
    }

    /** Compiles what is stored. */
    static ProgrammeDocument read(Version version) {
        return read(version.programme(), new Source(version.document(), version.format()));
    }

    /** Tells documents apart. */
    static String hash(Source source) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(source.text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
