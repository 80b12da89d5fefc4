package io.walaa.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void numbers_are_exact() {
        assertThat(Json.read("{\"a\":0.100}").get("a").decimalValue()).isEqualTo(new BigDecimal("0.100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":}", "{\"a\":1}x", "{} {}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}"})
    void broken_json_is_refused(String body) {
        assertThat(refused(body.getBytes(UTF_8)).code()).isEqualTo(InputCode.BROKEN_JSON);
    }

    @Test
    void a_field_given_twice_is_refused_by_name() {
        InputError error = refused("{\"a\":1,\"b\":2,\"a\":1}".getBytes(UTF_8));
        assertThat(error.code()).isEqualTo(InputCode.DUPLICATE_FIELD);
        assertThat(error.args()).containsEntry("field", "a");
    }

    @Test
    void ten_thousand_nested_arrays_are_refused() {
        assertThat(refused("[".repeat(10_000).getBytes(UTF_8)).code()).isEqualTo(InputCode.NESTED_TOO_DEEP);
    }

    @Test
    void a_number_of_a_thousand_digits_is_refused() {
        assertThat(refused(("{\"a\":" + "9".repeat(1000) + "}").getBytes(UTF_8)).code())
                .isEqualTo(InputCode.LIMIT_EXCEEDED);
    }

    @Test
    void invalid_utf8_is_refused_in_every_form() {
        byte[][] bad = {
            {'"', (byte) 0xFF, '"'},
            {'"', (byte) 0xC0, (byte) 0x80, '"'},
            {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            {'"', (byte) 0xE2, (byte) 0x82, '"'}
        };
        for (byte[] body : bad) {
            assertThat(refused(body).code()).isEqualTo(InputCode.INVALID_UTF8);
        }
        assertThat(Json.read("\"\uFFFD قهوة\"".getBytes(UTF_8)).textValue()).isEqualTo("\uFFFD قهوة");
    }

    @Test
    void the_canonical_form_ignores_order_spacing_and_trailing_zeros() {
        String one = Canonical.text(Json.read("{ \"b\": [1.50, 2e3, true, null], \"a\": \"\\u0042\\n\" }"));
        String two = Canonical.text(Json.read("{\"a\":\"B\\u000a\",\"b\":[1.5,2000,true,null]}"));
        assertThat(one).isEqualTo(two).isEqualTo("{\"a\":\"B\\u000a\",\"b\":[1.5,2000,true,null]}");
    }

    @Test
    void the_canonical_form_keeps_different_bodies_apart() {
        assertThat(Canonical.text(Json.read("{\"a\":\"1\"}"))).isNotEqualTo(Canonical.text(Json.read("{\"a\":1}")));
        assertThat(Canonical.bytes(Json.read("\"\\ud800\""))).isNotEqualTo(Canonical.bytes(Json.read("\"?\"")));
        assertThat(Canonical.text(Json.read("1e999999"))).hasSizeLessThan(20);
    }

    private static InputError refused(byte[] body) {
        return catchThrowableOfType(InvalidInput.class, () -> Json.read(body))
                .errors()
                .get(0);
    }
}
