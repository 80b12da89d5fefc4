package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Document;
import io.walaa.json.InvalidInput;
import io.walaa.programme.earning.EarningRules;

/**
 * A programme as its document and as what it compiles to.
 *
 * @param source the document as JSON, whatever it was written in
 * @param programme its meaning
 */
public record ProgrammeDocument(JsonNode source, Programme programme) {
    private static final ProgrammeReader READER = new ProgrammeReader(EarningRules.STANDARD, Sections.STANDARD);

    /**
     * Reads a YAML document.
     *
     * @throws InvalidInput with everything that is wrong, each error with pointer and line
     */
    public static ProgrammeDocument yaml(String text) {
        return compiled(Document.yaml(text));
    }

    /**
     * Reads a JSON document.
     *
     * @throws InvalidInput with everything that is wrong, each error with pointer and line
     */
    public static ProgrammeDocument json(String text) {
        return compiled(Document.json(text));
    }

    /**
     * Reads a document that was parsed or stored before.
     *
     * @throws InvalidInput with everything that is wrong, each error with its pointer
     */
    public static ProgrammeDocument of(JsonNode source) {
        return new ProgrammeDocument(source, READER.read(source));
    }

    private static ProgrammeDocument compiled(Document document) {
        try {
            return of(document.root());
        } catch (InvalidInput invalid) {
            throw document.located(invalid);
        }
    }
}
