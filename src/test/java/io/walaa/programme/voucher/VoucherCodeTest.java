package io.walaa.programme.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.decision.Refusal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoucherCodeTest {
    private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void code_carries_its_partition_and_reads_back() {
        for (int partition = 0; partition < 256; partition++) {
            VoucherCode code = code(new Random(partition), partition);
            assertThat(code.text()).hasSize(16);
            assertThat(VoucherCode.read(code.shown())).isEqualTo(code);
            assertThat(code.partition()).isEqualTo(partition);
        }
    }

    @Test
    void every_single_wrong_character_and_every_swap_of_neighbours_is_a_typo() {
        Random random = new Random(3);
        for (int n = 0; n < 20; n++) {
            String text = code(random, random.nextInt(256)).text();
            for (int i = 0; i < text.length() - 1; i++) {
                for (int s = 0; s < SYMBOLS.length(); s++) {
                    char symbol = SYMBOLS.charAt(s);
                    if (symbol != text.charAt(i)) {
                        refused(text.substring(0, i) + symbol + text.substring(i + 1));
                    }
                }
                char one = text.charAt(i);
                char two = text.charAt(i + 1);
                if (one != two && i < text.length() - 2) {
                    refused(text.substring(0, i) + two + one + text.substring(i + 2));
                }
            }
        }
    }

    @Test
    void it_reads_what_people_type() {
        VoucherCode code = VoucherCode.of(1, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80});
        assertThat(code.text()).startsWith("01000000000000");
        String typed =
                code.text().toLowerCase(java.util.Locale.ROOT).replace('0', 'o').replace('1', 'l');
        assertThat(VoucherCode.read(" " + typed.substring(0, 4) + "-" + typed.substring(4)))
                .isEqualTo(code);
    }

    @Test
    void random_bits_all_count() {
        Set<String> codes = new HashSet<>();
        for (int bit = 0; bit < 65; bit++) {
            byte[] bytes = new byte[16];
            bytes[bit / 8] = (byte) (0x80 >> bit % 8);
            codes.add(VoucherCode.of(0, bytes).text());
        }
        assertThat(codes).hasSize(65);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "0000-0000-0000-0000-0", "not a code at all", "0000-0000-0000-00!0", "٠٠٠٠"})
    void what_cannot_be_a_code_is_a_typo(String typed) {
        refused(typed);
    }

    private static VoucherCode code(Random random, int partition) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return VoucherCode.of(partition, bytes);
    }

    private static void refused(String typed) {
        assertThatThrownBy(() -> VoucherCode.read(typed))
                .as(typed)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("voucher-code-mistyped"));
    }
}
