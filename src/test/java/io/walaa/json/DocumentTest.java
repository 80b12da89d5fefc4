package io.walaa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void errors_in_yaml_name_the_line() {
        Document document = Document.yaml("""
                name: nakheel
                rules:
                  - id: base
                    points: x
                  - id: visit
                """);
        InvalidInput located = document.located(new InvalidInput(List.of(
                InputError.of("/rules/0/points", InputCode.WRONG_TYPE, "expected", "integer"),
                InputError.of("/rules/1/points", InputCode.REQUIRED))));
        assertThat(located.errors()).extracting(InputError::line).containsExactly(4, 5);
    }

    @Test
    void yaml_numbers_are_exact_and_texts_stay_texts() {
        Document document = Document.yaml("price: 3.500\nday: 2026-11-21\ncode: \"007\"\n");
        assertThat(document.root().get("price").decimalValue()).hasToString("3.500");
        assertThat(document.root().get("day").textValue()).isEqualTo("2026-11-21");
        assertThat(document.root().get("code").textValue()).isEqualTo("007");
    }

    @Test
    void aliases_and_fields_given_twice_are_refused() {
        assertThat(refused("a: &x [1]\nb: *x\n").code()).isEqualTo(InputCode.ALIAS_REFUSED);
        assertThat(refused("a: 1\nb: 2\na: 3\n")).hasToString("/a (line 3): duplicate-field {field=a}");
    }

    @Test
    void broken_and_bottomless_yaml_is_refused() {
        assertThat(refused("a: [1\nb").code()).isEqualTo(InputCode.BROKEN_YAML);
        assertThat(refused("").code()).isEqualTo(InputCode.BROKEN_YAML);
        assertThat(refused("a: 1\n---\nb: 2\n").code()).isEqualTo(InputCode.BROKEN_YAML);
        assertThat(refused("[".repeat(5_000)).code()).isIn(InputCode.BROKEN_YAML, InputCode.NESTED_TOO_DEEP);
        assertThat(refused("n: " + "9".repeat(100)).code()).isEqualTo(InputCode.LIMIT_EXCEEDED);
    }

    @Test
    void json_documents_know_their_lines_too() {
        assertThat(Document.json("{\n\"a\":\n[1,\n2]}").lines())
                .containsEntry("/a", 2)
                .containsEntry("/a/1", 4);
    }

    private static InputError refused(String yaml) {
        return catchThrowableOfType(InvalidInput.class, () -> Document.yaml(yaml))
                .errors()
                .get(0);
    }
}
