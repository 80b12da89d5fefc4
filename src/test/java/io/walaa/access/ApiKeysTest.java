package io.walaa.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final SecretKey SECRET = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Map<String, StoredKey> stored = new HashMap<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final List<String> used = new ArrayList<>();
    private boolean storeDown;
    private Instant now = START;
    private final ApiKeys keys = new ApiKeys(SECRET, () -> now, this::find, used::add);
    private final KeyText till = KeyText.create(new SecureRandom());

    private Future<@Nullable StoredKey> find(String id) {
        lookedUp.add(id);
        return storeDown
                ? Future.failedFuture(new IllegalStateException("Postgres is down"))
                : Future.succeededFuture(stored.get(id));
    }

    private void store(KeyText key, @Nullable Instant expiresAt) {
        stored.put(
                key.id(), new StoredKey(key.id(), key.hash(SECRET), "till", "nakheel", Set.of(Scope.EARN), expiresAt));
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    @Test
    void a_key_opens_its_programme_with_its_scopes() {
        store(till, null);
        Caller caller = keys.caller(till.text()).result();
        assertThat(caller.programme()).isEqualTo("nakheel");
        assertThat(caller.may(Scope.EARN)).isTrue();
        assertThat(caller.may(Scope.REDEEM)).isFalse();
        assertThat(caller.may(Scope.ME)).isFalse();
        assertThat(used).containsExactly(till.id());
    }

    @Test
    void what_is_stored_of_a_key_holds_nothing_of_its_secret() {
        assertThat(till.hash(SECRET)).hasSize(43).doesNotContain(till.secret());
        assertThat(till.toString()).doesNotContain(till.secret());
    }

    @Test
    void a_wrong_secret_an_unknown_id_and_a_broken_text_open_nothing() {
        store(till, null);
        List.of("wk_" + till.id() + "_wrong", "wk_unknown_secret", "wk_", "wk_only")
                .forEach(text -> assertThat(refusal(text)).isEqualTo(Denied.Reason.KEY_UNKNOWN));
    }

    @Test
    void an_expired_key_says_so_also_when_it_expires_while_remembered() {
        store(till, START.plusSeconds(1));
        assertThat(keys.caller(till.text()).succeeded()).isTrue();
        later(Duration.ofSeconds(1));
        assertThat(refusal(till.text())).isEqualTo(Denied.Reason.KEY_EXPIRED);
    }

    @Test
    void a_key_in_use_is_looked_up_every_two_seconds_only() {
        store(till, null);
        for (int i = 0; i < 40; i++) {
            assertThat(keys.caller(till.text()).succeeded()).isTrue();
            later(Duration.ofMillis(100));
        }
        assertThat(lookedUp).hasSize(2);
        assertThat(used).hasSize(1);
    }

    @Test
    void a_revoked_key_closes_within_seconds_in_use_and_at_once_after_a_pause() {
        store(till, null);
        assertThat(keys.caller(till.text()).succeeded()).isTrue();
        stored.clear();
        later(Duration.ofSeconds(3));
        keys.caller(till.text());
        assertThat(refusal(till.text())).isEqualTo(Denied.Reason.KEY_UNKNOWN);

        KeyText other = KeyText.create(new SecureRandom());
        store(other, null);
        assertThat(keys.caller(other.text()).succeeded()).isTrue();
        stored.clear();
        later(Duration.ofMinutes(10));
        assertThat(refusal(other.text())).isEqualTo(Denied.Reason.KEY_UNKNOWN);
    }

    @Test
    void a_key_that_was_seen_goes_on_for_an_hour_while_the_store_is_down() {
        store(till, null);
        assertThat(keys.caller(till.text()).succeeded()).isTrue();
        storeDown = true;
        later(Duration.ofMinutes(59));
        assertThat(keys.caller(till.text()).succeeded()).isTrue();
        later(Duration.ofMinutes(2));
        assertThat(keys.caller(till.text()).cause()).hasMessage("Postgres is down");
    }

    @Test
    void guessing_one_text_again_and_again_asks_the_store_once() {
        for (int i = 0; i < 100; i++) {
            assertThat(refusal("wk_guess_guess")).isEqualTo(Denied.Reason.KEY_UNKNOWN);
        }
        assertThat(lookedUp).hasSize(1);
    }

    private Denied.Reason refusal(String text) {
        return ((Denied) keys.caller(text).cause()).reason();
    }
}
