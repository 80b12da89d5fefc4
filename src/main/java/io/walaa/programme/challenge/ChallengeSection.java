package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import java.util.List;
import java.util.Optional;

/** Reads {@code challenges: [{id: five-visits, kind: count, event: visit, goal: 5, …}]}. */
public final class ChallengeSection implements Section<Challenges> {
    private static final int CHALLENGES_MAX = 500;

    private final ChallengeKinds kinds;

    /** A section that knows the given kinds. */
    public ChallengeSection(ChallengeKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Class<Challenges> type() {
        return Challenges.class;
    }

    @Override
    public Challenges read(Input in, Vocabulary names) {
        List<Optional<Challenge>> read = in.optional(
                "challenges",
                value -> value.list(CHALLENGES_MAX, challenge -> kinds.read(challenge, names)),
                List.of());
        return new Challenges(read.stream().flatMap(Optional::stream).toList());
    }
}
