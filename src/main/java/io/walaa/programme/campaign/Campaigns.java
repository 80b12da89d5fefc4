package io.walaa.programme.campaign;

import io.walaa.decision.Refusal;
import java.util.Map;

/** The campaigns of one version of a programme, by id. */
public record Campaigns(Map<String, Campaign> byId) {
    /** The campaign of this id; refused as not found if there is none. */
    public Campaign require(String id) {
        Campaign campaign = byId.get(id);
        if (campaign == null) {
            throw Refusal.notFound("campaign-not-found", "campaign", id);
        }
        return campaign;
    }
}
