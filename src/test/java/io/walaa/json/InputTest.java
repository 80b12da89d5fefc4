package io.walaa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {
    record Line(String sku, long count, @Nullable String note) {
        static Line of(Input in) {
            return new Line(
                    in.field("sku").text(10),
                    in.field("count").integer(1, 100),
                    in.optional("note", value -> value.text(5)));
        }
    }

    record Body(Instant at, BigDecimal price, List<Line> lines, Line gift) {
        static Body of(Input in) {
            return new Body(
                    in.field("at").instant(),
                    in.field("price").decimal(3),
                    in.field("lines").list(3, line -> line.object(Line::of)),
                    in.field("gift").object(Line::of));
        }
    }

    @Test
    void a_valid_body_is_read() {
        Body body = Input.read(Json.read("""
                {"at":"2026-11-21T10:00:00+03:00","price":"12.500",
                 "lines":[{"sku":"latte","count":2,"note":null}],"gift":{"sku":"mug","count":1,"note":"قدح"}}"""), Body::of);
        assertThat(body)
                .isEqualTo(new Body(
                        Instant.parse("2026-11-21T07:00:00Z"),
                        new BigDecimal("12.500"),
                        List.of(new Line("latte", 2, null)),
                        new Line("mug", 1, "قدح")));
    }

    @Test
    void every_error_is_told_at_once_with_its_pointer() {
        assertThat(errors("""
                {"at":"2026-11-21","price":"1.2345","lnes":[],"lines":[{"sku":"latte","count":1.5},{"cuont":1}]}""", Body::of))
                .extracting(InputError::toString)
                .containsExactly(
                        "/at: not-an-instant",
                        "/price: too-many-decimals {max=3}",
                        "/lines/0/count: not-an-integer",
                        "/lines/1/sku: required",
                        "/lines/1/count: required",
                        "/lines/1/cuont: unknown-field {field=cuont, near=count}",
                        "/gift: required",
                        "/lnes: unknown-field {field=lnes, near=lines}");
    }

    @Test
    void a_body_that_is_no_object_is_one_error() {
        assertThat(errors("[]", Body::of))
                .extracting(InputError::toString)
                .containsExactly("/: wrong-type {expected=object}");
    }

    @Test
    void a_pointer_escapes_tilde_and_slash() {
        assertThat(errors("{\"a/b~c\":1}", in -> ""))
                .extracting(InputError::pointer)
                .containsExactly("/a~1b~0c");
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, NOT_AN_INTEGER",
        "'\"5\"', WRONG_TYPE",
        "-1, TOO_SMALL",
        "101, TOO_LARGE",
        "true, WRONG_TYPE",
        "99999999999999999999, TOO_LARGE",
        "1e400, TOO_LARGE",
        "1e999999999, TOO_LARGE",
        "1e-999999999, NOT_AN_INTEGER",
        "-99999999999999999999, TOO_SMALL",
        "null, REQUIRED"
    })
    void an_integer_that_is_none_is_refused(String json, InputCode code) {
        assertThat(errors("{\"n\":" + json + "}", in -> in.field("n").integer(0, 100)))
                .extracting(InputError::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0000, 1",
        "0.125, 0.125",
        "1e2, 100",
        "1.2345, TOO_MANY_DECIMALS",
        "1e-99999999, TOO_MANY_DECIMALS",
        "1e99999999, TOO_LARGE",
        "-0.001, TOO_SMALL"
    })
    void a_number_keeps_three_decimals(String json, String expected) {
        List<InputError> errors = errors("{\"n\":" + json + "}", in -> {
            BigDecimal number = in.field("n").number(3, BigDecimal.ZERO, BigDecimal.valueOf(1000));
            if (in.sound()) {
                assertThat(number).isEqualByComparingTo(expected);
                in.refuse(InputCode.EMPTY);
            }
            return number;
        });
        assertThat(errors.get(0).code().name()).isEqualTo(Character.isDigit(expected.charAt(0)) ? "EMPTY" : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.7500, TOO_MANY_DECIMALS",
        "1e2, NOT_A_DECIMAL",
        "+1, NOT_A_DECIMAL",
        "'1,5', NOT_A_DECIMAL",
        "٣, NOT_A_DECIMAL"
    })
    void a_decimal_string_is_taken_as_written(String text, InputCode code) {
        assertThat(errors("{\"n\":\"" + text + "\"}", in -> in.field("n").decimal(3)))
                .extracting(InputError::code)
                .containsExactly(code);
    }

    @Test
    void texts_with_control_characters_or_lone_surrogates_are_refused() {
        for (String text : List.of("a\\u0000", "\\ud800", "x\\udc00y", "\\u007f")) {
            assertThat(errors("{\"t\":\"" + text + "\"}", in -> in.field("t").text(10)))
                    .extracting(InputError::code)
                    .containsExactly(InputCode.BAD_CHARACTER);
        }
        assertThat(Input.<String>read(
                        Json.read("{\"t\":\"☕️🥐\"}"), in -> in.field("t").text(10)))
                .isEqualTo("☕️🥐");
    }

    @Test
    void a_choice_names_what_was_allowed_and_the_nearest() {
        assertThat(errors("{\"c\":\"stroe\"}", in -> in.field("c").choice(Map.of("store", 1))))
                .extracting(InputError::toString)
                .containsExactly("/c: unknown-value {value=stroe, allowed=store, near=store}");
    }

    @Test
    void a_duration_stays_in_its_bounds() {
        Function<Input, Duration> ttl = in -> in.field("ttl").duration(Duration.ofSeconds(1), Duration.ofDays(7));
        assertThat(Input.read(Json.read("{\"ttl\":\"PT15M\"}"), ttl)).isEqualTo(Duration.ofMinutes(15));
        assertThat(errors("{\"ttl\":\"P8D\"}", ttl))
                .extracting(InputError::code)
                .containsExactly(InputCode.TOO_LARGE);
        assertThat(errors("{\"ttl\":\"15m\"}", ttl))
                .extracting(InputError::code)
                .containsExactly(InputCode.NOT_A_DURATION);
    }

    private static <T> List<InputError> errors(String body, Function<Input, T> shape) {
        return catchThrowableOfType(InvalidInput.class, () -> Input.read(Json.read(body), shape))
                .errors();
    }
}
