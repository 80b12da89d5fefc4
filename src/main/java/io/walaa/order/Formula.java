package io.walaa.order;

/**
 * What an award of an order was worth, in a form that outlives the rule: ⌊measured × points ÷ per⌋. Kept in the order,
 * so that a return is judged by the rates of its day, whatever became of the programme.
 *
 * @param measure what is measured
 * @param of the lines that count, or the awards for {@link Measure#AWARDS}, by index; all lines if empty
 * @param points the numerator
 * @param per the denominator
 */
@SuppressWarnings("ArrayRecordComponent") // read on the hot path, never compared
public record Formula(Measure measure, int[] of, long points, long per) {
    /** What a formula measures. */
    public enum Measure {
        /** The earn base of the lines, in minor units. */
        MONEY("m"),
        /** The quantity of the lines, in thousandths. */
        QUANTITY("q"),
        /** The order as such: 1 as long as any of it is kept. */
        ORDER("o"),
        /** What other awards of the order give. */
        AWARDS("a");

        private final String letter;

        Measure(String letter) {
            this.letter = letter;
        }

        /** How it stands in a snapshot. */
        String letter() {
            return letter;
        }

        /** The measure that stands as {@code letter}. */
        static Measure of(String letter) {
            for (Measure measure : values()) {
                if (measure.letter.equals(letter)) {
                    return measure;
                }
            }
            throw new IllegalArgumentException("no measure: " + letter);
        }
    }

    private static final int[] ALL = {};

    /** So many points for so much money of the whole order. */
    public static Formula ofMoney(long points, long per) {
        return new Formula(Measure.MONEY, ALL, points, per);
    }

    /** A fixed number of points for the order. */
    public static Formula ofOrder(long points) {
        return new Formula(Measure.ORDER, ALL, points, 1);
    }

    /**
     * What it comes to.
     *
     * @param kept what is measured of the order
     * @param awards what the awards before this one give
     */
    long worth(KeptBasket kept, long[] awards) {
        return switch (measure) {
            case MONEY -> Rational.floor(sum(kept.base()), points, per);
            case QUANTITY -> Rational.floor(sum(kept.thousandths()), points, per);
            case ORDER -> points;
            case AWARDS -> Rational.floor(sum(awards), points, per);
        };
    }

    private long sum(long[] values) {
        long sum = 0;
        if (of.length == 0) {
            for (long value : values) {
                sum += value;
            }
        }
        for (int index : of) {
            sum += values[index];
        }
        return sum;
    }
}
