package io.walaa.order.discount;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.Basket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every basket and every stack of discounts. A case is its seed. */
class DiscountPropertiesTest {
    private static final long SEED = Long.getLong("walaa.seed", 20261122);
    private static final int CASES = 600;
    private static final String[] CATEGORIES = {"coffee", "dessert", "bread"};

    static IntStream seeds() {
        return IntStream.range(0, CASES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_is_below_zero_nor_more_than_its_line_and_order_does_not_matter(int number) {
        Random random = new Random(SEED + number);
        List<String> lines = lines(random);
        List<Stacked.Named> discounts = discounts(random);
        String why = "seed " + (SEED + number) + " " + lines + " " + discounts;

        Basket basket = DiscountTest.basket("{\"currency\":\"KWD\",\"lines\":" + lines + "}");
        List<Stacked.Taken> taken = Stacked.on(basket, discounts);

        long[] totals = basket.totals();
        long sum = 0;
        for (Stacked.Taken one : taken) {
            long ofLines = 0;
            for (int i = 0; i < totals.length; i++) {
                assertThat(one.lines().get(i)).as(why).isBetween(0L, totals[i]);
                totals[i] -= one.lines().get(i);
                ofLines += one.lines().get(i);
            }
            assertThat(one.sum()).as(why).isEqualTo(ofLines);
            sum += ofLines;
        }
        assertThat(sum).as(why).isLessThanOrEqualTo(basket.net());
        for (int i = 0; i < totals.length; i++) {
            assertThat(totals[i]).as(why).isNotNegative();
            if (basket.lines().get(i).giftCard()) {
                assertThat(totals[i]).as(why).isEqualTo(basket.lines().get(i).total());
            }
        }

        List<String> shuffledLines = new ArrayList<>(lines);
        Collections.shuffle(shuffledLines, random);
        List<Stacked.Named> shuffled = new ArrayList<>(discounts);
        Collections.shuffle(shuffled, random);
        Basket other = DiscountTest.basket("{\"currency\":\"KWD\",\"lines\":" + shuffledLines + "}");
        assertThat(byLine(other, Stacked.on(other, shuffled))).as(why).isEqualTo(byLine(basket, taken));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_discount_of_an_amount_takes_exactly_that_or_all_there_is(int number) {
        Random random = new Random(SEED - number - 1);
        Basket basket = DiscountTest.basket("{\"currency\":\"KWD\",\"lines\":" + lines(random) + "}");
        long amount = 1L + random.nextInt(40_000);
        long open = basket.lines().stream()
                .filter(line -> !line.giftCard())
                .mapToLong(line -> line.total())
                .sum();

        long[] off = new AmountOff(amount, "KWD").off(basket, basket.totals());

        assertThat(IntStream.range(0, off.length).mapToLong(i -> off[i]).sum())
                .as("seed " + (SEED - number - 1))
                .isEqualTo(Math.min(amount, open));
    }

    private static Map<String, Long> byLine(Basket basket, List<Stacked.Taken> taken) {
        Map<String, Long> map = new HashMap<>();
        for (Stacked.Taken one : taken) {
            for (int i = 0; i < one.lines().size(); i++) {
                map.put(
                        one.name() + "/" + basket.lines().get(i).id(),
                        one.lines().get(i));
            }
        }
        return map;
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String quantity = random.nextInt(4) == 0
                    ? "0." + (100 + random.nextInt(900))
                    : Integer.toString(1 + random.nextInt(9));
            lines.add("{\"id\":\"%d\",\"sku\":\"s%d\",\"category\":\"%s\",\"quantity\":%s,\"unitPrice\":\"%d.%03d\"%s}"
                    .formatted(
                            i,
                            random.nextInt(4),
                            CATEGORIES[random.nextInt(CATEGORIES.length)],
                            quantity,
                            random.nextInt(5),
                            random.nextInt(1000),
                            random.nextInt(12) == 0 ? ",\"giftCard\":true" : ""));
        }
        return lines;
    }

    private static List<Stacked.Named> discounts(Random random) {
        List<Stacked.Named> discounts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            discounts.add(new Stacked.Named("d" + i, DiscountTest.discount(discount(random))));
        }
        return discounts;
    }

    private static String discount(Random random) {
        String selection = random.nextBoolean()
                ? "\"categories\":[\"" + CATEGORIES[random.nextInt(3)] + "\"]"
                : "\"skus\":[\"s" + random.nextInt(4) + "\",\"s" + random.nextInt(4) + "\"]";
        String amount = random.nextInt(6) + "." + (100 + random.nextInt(900));
        return switch (random.nextInt(7)) {
            case 0 -> "{\"kind\":\"amount-off\",\"amount\":\"" + amount + "\"}";
            case 1 -> "{\"kind\":\"percent-off\",\"percent\":" + (1 + random.nextInt(100)) + "}";
            case 2 -> "{\"kind\":\"percent-off\",\"percent\":\"33.33\",\"cap\":\"" + amount + "\"," + selection + "}";
            case 3 ->
                "{\"kind\":\"items-off\",\"cheapest\":" + (1 + random.nextInt(6)) + ",\"percent\":"
                        + (1 + random.nextInt(100)) + "," + selection + "}";
            case 4 -> "{\"kind\":\"items-off\",\"amountEach\":\"" + amount + "\"," + selection + "}";
            case 5 -> "{\"kind\":\"some-free\",\"take\":" + (2 + random.nextInt(3)) + ",\"pay\":1," + selection + "}";
            default -> "{\"kind\":\"gift-card\",\"amount\":\"" + amount + "\"}";
        };
    }
}
