package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.walaa.fixture.Deployment;
import io.walaa.fixture.RunningServer;
import io.walaa.fixture.Shop;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that lets two connections in, one of an address, and pages of one other host. */
class LiveLimitsTest {
    private static final String PAGE = "https://shop.example";
    private static Deployment deployment;
    private static Shop shop;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(
                "WALAA_LIVE_CONNECTIONS", "2",
                "WALAA_LIVE_CONNECTIONS_PER_ADDRESS", "1",
                "WALAA_LIVE_ORIGINS", PAGE);
        shop = Shop.open(deployment.server(), RunningServer.document());
    }

    @AfterAll
    static void end() {
        deployment.close();
    }

    private HttpResponse<String> stream() {
        return deployment.server().get("/v1/stream", "no-token");
    }

    @Test
    void one_address_has_so_many_connections_and_a_full_node_says_when_to_come_back() throws Exception {
        String url = deployment.server().url();
        String token = shop.token(shop.member(0));
        try (Screen first = Screen.hello(url, token, "{}")) {
            first.next("ready");
            Screen second = Screen.open(url);
            assertThat(second.code()).isEqualTo(4504);
            second.abort();
            await().atMost(Duration.ofSeconds(30)).until(() -> stream().statusCode() == 401);
            try (StalledSocket other = StalledSocket.open(url, "127.0.0.2")) {
                HttpResponse<String> full = stream();
                assertThat(shop.refused(503, full)).isEqualTo("live-full");
                assertThat(full.headers().firstValue("Retry-After")).isPresent();
                first.say("{\"t\":\"ping\"}").next("pong");
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> stream().statusCode() == 401);
        }
    }

    @Test
    void pages_of_an_allowed_host_may_call_what_belongs_to_members() throws Exception {
        String token = shop.token(shop.member(0));
        HttpResponse<String> asked = deployment
                .server()
                .send(
                        "OPTIONS",
                        "/v1/me/offers/any/claim",
                        null,
                        null,
                        Map.of("Origin", PAGE, "Access-Control-Request-Method", "POST"));
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("POST");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Idempotency-Key");
        HttpResponse<String> read =
                deployment.server().send("GET", "/v1/me/state", token, null, Map.of("Origin", PAGE));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(read.headers().allValues("Vary").toString()).contains("origin");
    }

    @Test
    void pages_of_other_hosts_and_the_merchants_own_calls_are_not_opened() throws Exception {
        String token = shop.token(shop.member(0));
        HttpResponse<String> foreign =
                deployment.server().send("GET", "/v1/me/state", token, null, Map.of("Origin", "https://other.example"));
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> merchants =
                deployment.server().send("GET", "/v1/programme", shop.key(), null, Map.of("Origin", PAGE));
        assertThat(merchants.statusCode()).isEqualTo(200);
        assertThat(merchants.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
