package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.campaign.Campaign;
import io.walaa.programme.campaign.Campaigns;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The house makes codes of a campaign, which belong to whoever uses one first.
 *
 * @param count 1 to {@link #MOST}
 */
public record IssueCodes(String campaign, int count, VoucherCodes codes) implements Command {
    public static final int MOST = 100;

    /** What names the code with this number among those of one entry. */
    public static String key(String entryKey, int number) {
        return entryKey + "." + number;
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Campaign of = programme.part(Campaigns.class).require(campaign);
        if (of.window().until() <= moment.second()) {
            throw Refusal.of(
                    "reward-over", "until", RewardCheck.shown(of.window().until(), programme.zone()));
        }
        List<Page> written = new ArrayList<>(count);
        Map<String, String> index = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            Voucher voucher = voucher(programme, of, key(moment.entry().key(), i), moment);
            String hash = codes.hash(codes.code(state.id(), voucher.key()));
            written.add(new Page(Voucher.page(hash), voucher.text(), false));
            index.put(hash, state.id().value());
        }
        return new MemberChange(state, moment)
                .decided(
                        "codes-issued",
                        List.of(),
                        List.of(Effect.of("codes.issued", "campaign", campaign, "count", count)),
                        written,
                        index);
    }

    private static Voucher voucher(Programme programme, Campaign campaign, String key, Moment moment) {
        return new Voucher(
                key,
                Voucher.State.ISSUED,
                "code:" + campaign.id(),
                campaign.discount().json().get("kind").textValue(),
                moment.second(),
                Voucher.Paid.NOTHING,
                Voucher.Booking.NONE,
                Math.max(
                        campaign.voucher().from(moment.now()), campaign.window().from()),
                Math.min(
                        campaign.voucher().until(moment.now(), programme.zone()),
                        campaign.window().until()),
                campaign.voucher().uses(),
                List.of(),
                campaign.discount(),
                programme.currency(),
                new Voucher.Rules(
                        campaign.voucher().together(),
                        campaign.voucher().restorable(),
                        campaign.voucher().minimumSpend()),
                0,
                "");
    }
}
