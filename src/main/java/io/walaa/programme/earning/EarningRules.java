package io.walaa.programme.earning;

import io.walaa.json.Catalogue;
import io.walaa.json.Input;
import io.walaa.json.Value;
import io.walaa.programme.Vocabulary;
import java.util.Optional;

/** The catalogue of earning rules: the name of each kind in a document, and who reads it. */
public final class EarningRules {
    /** Reads what only this kind has; id, unit, schedule and caps are in the terms. */
    @FunctionalInterface
    public interface Kind {
        EarningRule read(Input in, Terms terms, Vocabulary names);
    }

    /** The kinds that a server knows. */
    public static final EarningRules STANDARD = new EarningRules(Catalogue.empty())
            .with("spend", SpendRule::read)
            .with("line", LineRule::read)
            .with("event", EventRule::read)
            .with("multiplier", MultiplierRule::read);

    private final Catalogue<Kind> kinds;

    private EarningRules(Catalogue<Kind> kinds) {
        this.kinds = kinds;
    }

    /** This catalogue and one kind more. */
    public EarningRules with(String name, Kind kind) {
        return new EarningRules(kinds.with(name, kind));
    }

    /** Reads one rule; empty if it is of no known kind, which is noted. */
    public Optional<EarningRule> read(Value value, Vocabulary names) {
        return value.object(in -> rule(in, names));
    }

    private Optional<EarningRule> rule(Input in, Vocabulary names) {
        Kind kind = kinds.find(in);
        Terms terms = Terms.read(in, names);
        return kind == null ? Optional.empty() : Optional.of(kind.read(in, terms, names));
    }
}
