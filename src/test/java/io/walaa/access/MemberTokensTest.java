package io.walaa.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.walaa.member.MemberId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemberTokensTest {
    private static final MemberId MEMBER = new MemberId("mem_0c1m2n3p4q5r6s7t");

    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.parse("2026-11-21T10:00:00.500Z");
    private final MemberTokens tokens = tokens((byte) 1);

    private MemberTokens tokens(byte secret) {
        byte[] bytes = new byte[32];
        bytes[0] = secret;
        return new MemberTokens(vertx, new SecretKeySpec(bytes, "HmacSHA256"), () -> now, Duration.ofMinutes(60));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_token_opens_its_own_members_things_only() {
        Caller caller = tokens.caller(tokens.issue("nakheel", MEMBER).text()).await();
        assertThat(caller.member()).isEqualTo(MEMBER);
        assertThat(caller.programme()).isEqualTo("nakheel");
        assertThat(caller.scopes()).containsExactly(Scope.ME);
    }

    @Test
    void a_token_ends_when_it_said_also_when_remembered() {
        MemberTokens.Token token = tokens.issue("nakheel", MEMBER);
        assertThat(token.expiresAt()).isEqualTo("2026-11-21T11:00:00Z");
        now = token.expiresAt().minusMillis(1);
        tokens.caller(token.text()).await();
        now = token.expiresAt();
        assertThat(reason(tokens, token.text())).isEqualTo(Denied.Reason.TOKEN_EXPIRED);
        assertThat(reason(tokens((byte) 1), token.text())).isEqualTo(Denied.Reason.TOKEN_EXPIRED);
    }

    @Test
    void a_token_of_another_deployment_a_changed_one_and_an_unsigned_one_are_refused() {
        String token = tokens.issue("nakheel", MEMBER).text();
        assertThat(reason(tokens((byte) 2), token)).isEqualTo(Denied.Reason.TOKEN_INVALID);
        String[] part = token.split("\\.");
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(part[1]), StandardCharsets.UTF_8));
        String other = encode(claims.put("sub", "mem_zzzzzzzzzzzzzzzz").encode());
        assertThat(reason(tokens, part[0] + "." + other + "." + part[2])).isEqualTo(Denied.Reason.TOKEN_INVALID);
        String unsigned = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + other + ".";
        assertThat(reason(tokens, unsigned)).isEqualTo(Denied.Reason.TOKEN_INVALID);
        assertThat(reason(tokens, "nonsense")).isEqualTo(Denied.Reason.TOKEN_INVALID);
        assertThat(reason(tokens, "x".repeat(5_000))).isEqualTo(Denied.Reason.TOKEN_INVALID);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Denied.Reason reason(MemberTokens tokens, String text) {
        return tokens.caller(text)
                .map(caller -> (Denied.Reason) null)
                .otherwise(failure -> ((Denied) failure).reason())
                .await();
    }
}
