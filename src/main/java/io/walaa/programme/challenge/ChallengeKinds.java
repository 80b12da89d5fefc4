package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The catalogue of challenges: the name of each kind in a document, and who reads it. */
public final class ChallengeKinds {
    /** Reads what only this kind has; everything else is in the terms. */
    @FunctionalInterface
    public interface Kind {
        Challenge read(Input in, ChallengeTerms terms, Vocabulary names);
    }

    /** The kinds that a server knows. */
    public static final ChallengeKinds STANDARD = new ChallengeKinds(Map.of())
            .with("count", CountChallenge::read)
            .with("sum", SumChallenge::read)
            .with("streak", StreakChallenge::read)
            .with("collect", CollectChallenge::read)
            .with("quest", QuestChallenge::read);

    private final Map<String, Kind> kinds;

    private ChallengeKinds(Map<String, Kind> kinds) {
        this.kinds = kinds;
    }

    /** This catalogue and one kind more. */
    public ChallengeKinds with(String name, Kind kind) {
        Map<String, Kind> more = new LinkedHashMap<>(kinds);
        more.put(name, kind);
        return new ChallengeKinds(more);
    }

    /** The names of its kinds. */
    public Set<String> names() {
        return kinds.keySet();
    }

    /** Reads one challenge; empty if it is of no known kind, which is noted. */
    public Optional<Challenge> read(Value value, Vocabulary names) {
        return value.object(in -> challenge(in, names));
    }

    private Optional<Challenge> challenge(Input in, Vocabulary names) {
        Value kindName = in.field("kind");
        String name = kindName.text(40);
        Kind kind = kinds.get(name);
        ChallengeTerms terms = ChallengeTerms.read(in, name, names);
        if (kind == null) {
            if (!name.isEmpty()) {
                kindName.refuseUnknown(InputCode.UNKNOWN_VALUE, name, kinds.keySet());
            }
            in.takeAll();
            return Optional.empty();
        }
        return Optional.of(kind.read(in, terms, names));
    }
}
