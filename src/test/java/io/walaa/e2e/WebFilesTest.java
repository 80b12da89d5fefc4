package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.fixture.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client library and the pages as files. */
class WebFilesTest {
    private static final String LIBRARY = "/sdk/walaa-live.js";
    private static final int LIBRARY_BYTES_MAX = 6 << 10;

    private final RunningServer server = RunningServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse(null);
    }

    @Test
    void library_is_at_most_6_KiB_on_the_wire() throws Exception {
        HttpResponse<byte[]> packed = get(LIBRARY, "Accept-Encoding", "br, gzip");

        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isBetween(1_000, LIBRARY_BYTES_MAX);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(get(LIBRARY).body());
        }
    }

    @Test
    void library_depends_on_nothing() throws Exception {
        String text = new String(get(LIBRARY).body(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("export function connect")
                .doesNotContainPattern("(?m)\\bimport\\b|\\brequire\\(|\\beval\\(");
    }

    @Test
    void library_may_be_loaded_by_any_page() throws Exception {
        HttpResponse<byte[]> reply = get(LIBRARY, "Origin", "https://shop.example");
        assertThat(header(reply, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(reply, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }

    @ParameterizedTest
    @CsvSource({
        "/demo/live, text/html",
        "/demo/live.js, text/javascript",
        "/demo/words.js, text/javascript",
        "/demo/live.css, text/css",
        "/docs, text/html",
        "/sdk/walaa-live.js, text/javascript",
        "/sdk/walaa-live.d.ts, text/plain"
    })
    void file_has_its_type_and_is_asked_for_anew_by_its_tag(String path, String type) throws Exception {
        HttpResponse<byte[]> first = get(path);
        String tag = header(first, "ETag");
        HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", W/" + tag);
        HttpResponse<byte[]> changed = get(path, "If-None-Match", "\"other\"");

        assertThat(header(first, "Content-Type")).isEqualTo(type + "; charset=utf-8");
        assertThat(header(first, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void each_encoding_has_its_own_tag() throws Exception {
        String plain = header(get(LIBRARY), "ETag");
        HttpResponse<byte[]> packed = get(LIBRARY, "Accept-Encoding", "gzip", "If-None-Match", plain);

        assertThat(packed.statusCode()).isEqualTo(200);
        assertThat(header(packed, "ETag")).isNotEqualTo(plain);
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(get(LIBRARY, "Accept-Encoding", "gzip;q=0"), "Content-Encoding"))
                .isNull();
    }

    @Test
    void page_may_load_only_what_is_its_own() throws Exception {
        assertThat(header(get("/demo/live"), "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void page_takes_no_parameters_and_no_other_method() throws Exception {
        assertThat(get("/demo/live?token=secret").statusCode()).isEqualTo(400);
        assertThat(server.post("/demo/live", null, "{}", Map.of()).statusCode()).isEqualTo(405);
        assertThat(get("/sdk/../openapi.yaml").statusCode()).isEqualTo(404);
        assertThat(get("/demo/other").statusCode()).isEqualTo(404);
    }
}
