package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.walaa.decision.Refusal;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import io.walaa.member.MemberId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBodyTest {
    private static final String LATTES = """
            {"type":"purchase","id":"till7-000123","source":"till7","member":"mem_0123456789abcdef",
             "occurredAt":"2026-11-21T10:00:00+03:00","channel":"store","store":"hawalli",
             "order":{"id":"A-1001","currency":"KWD",
              "lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"}],
              "tax":"0.000","shipping":"0.000","tenders":[{"type":"card","amount":"3.500"}]}}""";

    @Test
    void a_purchase_is_read() {
        EventBody body = EventBody.from(Json.read(LATTES));
        assertThat(body.id()).isEqualTo("till7-000123");
        assertThat(body.member().id()).isEqualTo(new MemberId("mem_0123456789abcdef"));
        assertThat(body.event().occurredAt()).isEqualTo("2026-11-21T07:00:00Z");
        assertThat(body.event().channel()).isEqualTo(Channel.STORE);
        assertThat(body.event().purchase().net()).isEqualTo(3_500);
    }

    @Test
    void a_till_knows_a_card() {
        EventBody body = EventBody.from(Json.read("""
                {"type":"custom:review","id":"1","source":"web","occurredAt":"2026-11-21T10:00:00Z","data":{"stars":5},
                 "member":{"externalId":{"type":"card","value":"7001"}}}"""));
        assertThat(body.member().externalType()).isEqualTo("card");
        assertThat(body.member().externalValue()).isEqualTo("7001");
        assertThat(body.event().data()).hasToString("{\"stars\":5}");
    }

    @Test
    void what_is_wrong_is_told_at_once() {
        assertThat(errors("""
                {"type":"visit","source":"till7","member":"7001","occurredAt":"yesterday","channel":"shop","order":{}}"""))
                .containsExactly(
                        "/id: required",
                        "/member: bad-format {expected=mem_…}",
                        "/occurredAt: not-an-instant",
                        "/channel: unknown-value {value=shop, allowed=web, mobile, store, partner, chat, system}",
                        "/order: unknown-field {field=order}");
        assertThat(errors(LATTES.replace("\"purchase\"", "\"purchse\"")))
                .containsExactly(
                        "/type: unknown-value {value=purchse, allowed=purchase, return, cancel, confirm, visit, sign-up, custom:<name>, near=purchase}");
        assertThat(errors(LATTES.replace("mem_0123456789abcdef", "house:stock")))
                .containsExactly("/member: bad-format {expected=mem_…}");
    }

    @Test
    void events_too_old_or_from_the_future_are_refused() {
        Policies policies = Programmes.nakheel().policies();
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        policies.requireInTime(now.minusSeconds(7 * 86_400), now);
        policies.requireInTime(now.plusSeconds(300), now);
        assertThatThrownBy(() -> policies.requireInTime(now.minusSeconds(7 * 86_400 + 1), now))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo("event-too-old"));
        assertThatThrownBy(() -> policies.requireInTime(now.plusSeconds(301), now))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo("event-in-future"));
    }

    private static List<String> errors(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> EventBody.from(Json.read(body))).errors().stream()
                .map(Object::toString)
                .toList();
    }
}
