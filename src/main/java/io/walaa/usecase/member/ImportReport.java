package io.walaa.usecase.member;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.json.InputError;
import java.util.Set;

/** What an import found and did. It tells what was wrong with a line, never what stood in it. */
final class ImportReport {
    private static final int ERRORS_MAX = 1_000;
    private static final Set<String> HARMLESS = Set.of("min", "max", "expected", "line", "column", "field");

    private final JsonArray errors = new JsonArray();
    private long errorCount;
    private long members;
    private long created;
    private long openings;

    void wrong(int line, InputError error) {
        if (++errorCount <= ERRORS_MAX) {
            JsonObject args = new JsonObject();
            error.args().forEach((name, value) -> {
                if (HARMLESS.contains(name)) {
                    args.put(name, value);
                }
            });
            add(line, error.pointer(), error.code().code(), args);
        }
    }

    /** A name that stands in an earlier line too. */
    void repeated(int line, int nameIndex, int earlier) {
        if (++errorCount <= ERRORS_MAX) {
            add(line, "/externalIds/" + nameIndex, "repeated-external-id", new JsonObject().put("line", earlier));
        }
    }

    /** Names that belong to different members. */
    void divided(int line) {
        if (++errorCount <= ERRORS_MAX) {
            add(line, "/externalIds", "external-ids-of-several-members", new JsonObject());
        }
    }

    private void add(int line, String pointer, String code, JsonObject args) {
        errors.add(new JsonObject()
                .put("line", line)
                .put("pointer", pointer)
                .put("code", code)
                .put("args", args));
    }

    void member() {
        members++;
    }

    void created() {
        created++;
    }

    void opening() {
        openings++;
    }

    boolean sound() {
        return errorCount == 0;
    }

    /**
     * As the result of a job: {@code members} in the file; {@code created} of them new and {@code openings} balances
     * (both would-be figures after a dry run); {@code errorCount}, and the first thousand {@code errors}.
     */
    JsonObject json() {
        return new JsonObject()
                .put("members", members)
                .put("created", created)
                .put("openings", openings)
                .put("errorCount", errorCount)
                .put("errors", errors);
    }
}
