package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.journal.Entry;
import io.walaa.journal.OperationKey;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.event.MemberEvents;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a screen is told when the last piece of an offer went to somebody else a moment before. */
class GoneOfferTest {
    @Test
    void an_offer_that_is_gone_is_withdrawn() throws Exception {
        Decision decision = new Decision(
                "claim",
                Map.of(),
                List.of(),
                Map.of(),
                List.of(Effect.of("offer.gone", "offer", "flash")),
                List.of(),
                Map.of(),
                Lot.NEVER);
        Entry entry = new Entry(
                "shop",
                new MemberId("mem_0c1m2n3p4q5r6s7t"),
                7,
                "abcdefghijklmnop",
                new OperationKey("claim-1", "body", OperationKey.Kind.KEY),
                "",
                1,
                1,
                0,
                decision,
                Map.of());

        List<LiveEvent> events = MemberEvents.of(entry, null, "en");

        assertThat(events).hasSize(1);
        JsonNode pub = new ObjectMapper().readTree(Outgoing.pub("member", 3, Outgoing.event(events.get(0))));
        LiveContract.check(pub);
        assertThat(pub.at("/e/type").asText()).isEqualTo("offer.withdrawn");
        assertThat(pub.at("/e/data/offer").asText()).isEqualTo("flash");
        assertThat(pub.at("/e/data/because").asText()).isEqualTo("offer.gone");
        assertThat(pub.at("/e/data/seq").asLong()).isEqualTo(7);
    }
}
