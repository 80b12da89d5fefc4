package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The catalogue of earning rules: the name of each kind in a document, and who reads it. */
public final class EarningRules {
    /** Reads what only this kind has; id, unit, schedule and caps are in the terms. */
    @FunctionalInterface
    public interface Kind {
        EarningRule read(Input in, Terms terms, Vocabulary names);
    }

    /** The kinds that a server knows. */
    public static final EarningRules STANDARD = new EarningRules(Map.of())
            .with("spend", SpendRule::read)
            .with("line", LineRule::read)
            .with("event", EventRule::read)
            .with("multiplier", MultiplierRule::read);

    private final Map<String, Kind> kinds;

    private EarningRules(Map<String, Kind> kinds) {
        this.kinds = kinds;
    }

    /** This catalogue and one kind more. */
    public EarningRules with(String name, Kind kind) {
        Map<String, Kind> more = new LinkedHashMap<>(kinds);
        more.put(name, kind);
        return new EarningRules(more);
    }

    /** Reads one rule; empty if it is of no known kind, which is noted. */
    public Optional<EarningRule> read(Value value, Vocabulary names) {
        return value.object(in -> rule(in, names));
    }

    private Optional<EarningRule> rule(Input in, Vocabulary names) {
        Value kindName = in.field("kind");
        String name = kindName.text(40);
        Kind kind = kinds.get(name);
        Terms terms = Terms.read(in, names);
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
