package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A condition that has to be stopped counts as false, and the event is committed without it. */
class HostileConditionTest {
    private static final String DOCUMENT = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            rules:
              - {id: thanks, kind: event, event: "custom:review", unit: points, points: 5}
              - {id: long, kind: event, event: "custom:review", unit: points, points: 7,
                 condition: "event.data.list.all(x, x >= 0)"}
              - {id: absent, kind: event, event: "custom:review", unit: points, points: 11,
                 condition: "event.data.nothing == 1"}
            """;

    @Test
    void the_event_still_commits_and_the_trace_says_which_condition_failed() throws Exception {
        Shop shop = Shop.open(RunningServer.shared(), DOCUMENT);
        String member = shop.member(0);

        assertThat(earned(shop.ok(201, shop.post("/v1/events", review(member, "short", 3), null))))
                .containsExactly("thanks", "long");
        JsonNode stopped = shop.ok(201, shop.post("/v1/events?explain=true", review(member, "endless", 1_001), null));

        assertThat(earned(stopped)).containsExactly("thanks");
        assertThat(stopped.get("trace").toString()).contains("condition-failed");
        assertThat(shop.available(member)).isEqualTo(17);
    }

    private static String review(String member, String id, int numbers) {
        return """
                {"type":"custom:review","id":"%s","source":"app","member":"%s","occurredAt":"%s",
                 "data":{"list":[%s]}}""".formatted(id, member, Instant.now(), String.join(",", Collections.nCopies(numbers, "1")));
    }

    private static List<String> earned(JsonNode reply) {
        List<String> rules = new ArrayList<>();
        reply.get("effects").forEach(effect -> {
            if (effect.get("type").asText().equals("points.earned")) {
                rules.add(effect.get("rule").asText());
            }
        });
        return rules;
    }
}
