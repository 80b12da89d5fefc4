package io.walaa.usecase.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.Programme;
import io.walaa.usecase.Programmes;
import org.jspecify.annotations.Nullable;

/** Finds the programme that somebody wants to try: a document, one of the versions, or the active one. */
public final class Drafts {
    private static final int TEXT_MAX = 1_000_000;

    private final Vertx vertx;
    private final Programmes programmes;
    private final ReadProgramme versions;

    public Drafts(Vertx vertx, Programmes programmes, ReadProgramme versions) {
        this.vertx = vertx;
        this.programmes = programmes;
        this.versions = versions;
    }

    /**
     * What was asked for.
     *
     * @param document as JSON, null if not given so
     * @param yaml as YAML, null if not given so
     * @param version the number of a version, null if not given so; the active one if nothing is given
     */
    public record Wanted(
            @Nullable JsonNode document,
            @Nullable String yaml,
            @Nullable Long version) {
        /** Reads {@code document}, {@code yaml} or {@code version}; at most one of them. */
        public static Wanted read(Input in) {
            JsonNode document = in.optional("document", value -> value.free());
            String yaml = in.optional("yaml", value -> value.text(TEXT_MAX));
            Long version = in.optional("version", value -> value.integer(1, Integer.MAX_VALUE));
            int given = (document == null ? 0 : 1) + (yaml == null ? 0 : 1) + (version == null ? 0 : 1);
            if (given > 1) {
                in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "document, yaml, version");
            }
            return new Wanted(document, yaml, version);
        }
    }

    /**
     * Compiles it.
     *
     * @return fails with {@link InvalidInput} that points into {@code /document} or {@code /yaml}, and with the refusal
     *     {@code version-not-found}
     */
    public Future<ActiveProgramme> find(String programme, Wanted wanted) {
        if (wanted.document() != null) {
            Source source = new Source(wanted.document().toString(), "json");
            return compiled(programme, source, "/document").map(draft -> new ActiveProgramme(draft, 0));
        }
        if (wanted.yaml() != null) {
            return compiled(programme, new Source(wanted.yaml(), "yaml"), "/yaml")
                    .map(draft -> new ActiveProgramme(draft, 0));
        }
        ActiveProgramme active = programmes.require(programme);
        if (wanted.version() == null || wanted.version() == active.version()) {
            return Future.succeededFuture(active);
        }
        int n = wanted.version().intValue();
        return versions.version(programme, n)
                .compose(found -> compiled(programme, found.source(), "/version"))
                .map(old -> new ActiveProgramme(old, n));
    }

    private Future<Programme> compiled(String programme, Source source, String pointer) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        return Documents.read(programme, source).programme();
                    } catch (InvalidInput invalid) {
                        throw below(pointer, invalid);
                    }
                },
                false);
    }

    /** The same errors in a field of a larger body. */
    static InvalidInput below(String pointer, InvalidInput invalid) {
        return new InvalidInput(invalid.errors().stream()
                .map(error -> new InputError(pointer + error.pointer(), error.line(), error.code(), error.args()))
                .toList());
    }
}
