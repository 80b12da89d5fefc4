package io.walaa.programme.campaign;

import io.walaa.json.Input;
import io.walaa.order.discount.Discounts;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.reward.Window;
import io.walaa.programme.voucher.VoucherTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code campaigns: [{id: eid, title: …, discount: {kind: percent-off, percent: 20}, voucher: {uses: 1}}]}. */
public final class CampaignSection implements Section<Campaigns> {
    private static final int CAMPAIGNS_MAX = 200;

    @Override
    public Class<Campaigns> type() {
        return Campaigns.class;
    }

    @Override
    public Campaigns read(Input in, Vocabulary names) {
        List<Campaign> campaigns = in.optional(
                "campaigns",
                list -> list.list(CAMPAIGNS_MAX, campaign -> campaign.object(c -> campaign(c, names))),
                List.of());
        Map<String, Campaign> byId = new LinkedHashMap<>();
        campaigns.forEach(campaign -> byId.put(campaign.id(), campaign));
        return new Campaigns(byId);
    }

    private static Campaign campaign(Input in, Vocabulary names) {
        return new Campaign(
                names.declare("campaign", in.field("id")),
                LocalizedText.read(in.field("title"), names),
                in.optional("schedule", value -> value.object(w -> Window.read(w, names.zone())), Window.ALWAYS),
                in.optional("voucher", terms -> VoucherTerms.read(terms, names), VoucherTerms.DEFAULT),
                Discounts.read(in.field("discount"), names.currency()));
    }
}
