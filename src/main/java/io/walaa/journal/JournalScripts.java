package io.walaa.journal;

import io.walaa.store.redis.Script;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The journal's scripts as they are loaded under one fence id.
 *
 * @param fenceId what the texts contain
 * @param sha what each is called by
 */
record JournalScripts(String fenceId, Map<Name, String> sha) {
    /** Each script, as its file below {@code lua/} opens with its contract. */
    enum Name {
        COMMIT("journal/commit"),
        READ("journal/read"),
        HYDRATE("journal/hydrate"),
        EVICT("journal/evict"),
        TAKE("journal/take"),
        FLUSHED("journal/flushed"),
        RECORDS("journal/records"),
        LOAD("journal/load"),
        ENTER("live/enter"),
        LOOK("live/look"),
        PUBLISH("live/publish");

        @SuppressWarnings("ImmutableEnumChecker") // a script never changes, its record only does not say so
        private final Script script;

        Name(String file) {
            script = Script.load(file);
        }
    }

    static JournalScripts under(String fenceId) {
        Map<Name, String> sha = new EnumMap<>(Name.class);
        for (Name name : Name.values()) {
            sha.put(name, Script.sha(name.script.under(fenceId)));
        }
        return new JournalScripts(fenceId, sha);
    }

    /** The texts to load on a connection. */
    List<String> texts() {
        return List.of(Name.values()).stream()
                .map(name -> name.script.under(fenceId))
                .toList();
    }

    String sha(Name name) {
        return java.util.Objects.requireNonNull(sha.get(name));
    }
}
