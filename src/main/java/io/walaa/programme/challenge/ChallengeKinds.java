package io.walaa.programme.challenge;

import io.walaa.json.Catalogue;
import io.walaa.json.Input;
import io.walaa.json.Value;
import io.walaa.programme.Vocabulary;
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
    public static final ChallengeKinds STANDARD = new ChallengeKinds(Catalogue.empty())
            .with("count", CountChallenge::read)
            .with("sum", SumChallenge::read)
            .with("streak", StreakChallenge::read)
            .with("collect", CollectChallenge::read)
            .with("quest", QuestChallenge::read);

    private final Catalogue<Kind> kinds;

    private ChallengeKinds(Catalogue<Kind> kinds) {
        this.kinds = kinds;
    }

    /** This catalogue and one kind more. */
    public ChallengeKinds with(String name, Kind kind) {
        return new ChallengeKinds(kinds.with(name, kind));
    }

    /** The names of its kinds. */
    public Set<String> names() {
        return kinds.names();
    }

    /** Reads one challenge; empty if it is of no known kind, which is noted. */
    public Optional<Challenge> read(Value value, Vocabulary names) {
        return value.object(in -> challenge(in, names));
    }

    private Optional<Challenge> challenge(Input in, Vocabulary names) {
        String name = kinds.name(in);
        Kind kind = kinds.kind(name);
        ChallengeTerms terms = ChallengeTerms.read(in, name, names);
        return kind == null ? Optional.empty() : Optional.of(kind.read(in, terms, names));
    }
}
