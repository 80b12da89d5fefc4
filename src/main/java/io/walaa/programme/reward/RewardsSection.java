package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields {@code causes} and {@code rewards} of a document. */
public final class RewardsSection implements Section<Rewards> {
    private static final int REWARDS_MAX = 1_000;
    private static final int CAUSES_MAX = 100;

    private record Cause(String id, LocalizedText title) {}

    @Override
    public Class<Rewards> type() {
        return Rewards.class;
    }

    @Override
    public Rewards read(Input in, Vocabulary names) {
        List<Cause> causes = in.optional(
                "causes",
                list -> list.list(
                        CAUSES_MAX,
                        cause -> cause.object(fields -> new Cause(
                                names.declare("cause", fields.field("id")),
                                LocalizedText.read(fields.field("title"), names)))),
                List.of());
        Map<String, LocalizedText> titles = new LinkedHashMap<>();
        causes.forEach(cause -> titles.put(cause.id(), cause.title()));
        List<Optional<Reward>> rewards = in.optional(
                "rewards", list -> list.list(REWARDS_MAX, reward -> RewardKinds.read(reward, names)), List.of());
        Map<String, Reward> byId = new LinkedHashMap<>();
        rewards.stream().flatMap(Optional::stream).forEach(reward -> byId.put(reward.id(), reward));
        return new Rewards(byId, titles);
    }
}
