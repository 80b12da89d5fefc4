package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.voucher.OpenVouchers;
import java.util.Map;

/**
 * The rewards of one version of a programme.
 *
 * @param byId in the document's order
 * @param causes titles of the causes that donations go to, by id
 */
public record Rewards(Map<String, Reward> byId, Map<String, LocalizedText> causes) implements Stage {
    @Override
    public String name() {
        return OpenVouchers.DEADLINE;
    }

    @Override
    public void due(Happening happening, long at) {
        MemberChange member = happening.member();
        OpenVouchers.expire(member, member.moment().entry().member(), at).forEach(happening::tell);
    }

    /** The reward of this id; refused as not found if there is none. */
    public Reward require(String id) {
        Reward reward = byId.get(id);
        if (reward == null) {
            throw Refusal.notFound("reward-not-found", "reward", id);
        }
        return reward;
    }
}
