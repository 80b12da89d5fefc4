package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Programmes for tests. */
public final class Programmes {
    private Programmes() {}

    /** The example programme, as a new server has it. */
    public static Programme nakheel() {
        return ProgrammeDocument.yaml(nakheelYaml()).programme();
    }

    /** The text of the example programme. */
    public static String nakheelYaml() {
        return text("/programmes/nakheel.yaml");
    }

    /** A document in which every field is used. */
    public static JsonNode everything() {
        return Document.yaml(text("/programmes/everything.yaml")).root();
    }

    private static String text(String resource) {
        try (InputStream in = Programmes.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A programme in Kuwaiti dinars with {@code points} and {@code status} that never expire. */
    public static Programme withRules(String rules) {
        return of("""
                units:
                  points: {title: {en: points}}
                  status: {title: {en: status}, spendable: false}
                """, rules);
    }

    /** A programme in Kuwaiti dinars with units of its own. */
    public static Programme of(String units, String rules) {
        return ProgrammeDocument.yaml("""
                name: shop
                title: {en: Shop}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                """ + units + "\nrules:" + (rules.isEmpty() ? " []\n" : "\n" + rules.indent(2)))
                .programme();
    }
}
