package io.walaa.programme.offer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.decision.Effect;
import io.walaa.json.Catalogue;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Rational;
import io.walaa.order.discount.Discount;
import io.walaa.order.discount.Discounts;
import io.walaa.points.Lot;
import io.walaa.points.Points;
import io.walaa.points.Unit;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.course.Happening;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The catalogue of what offers give: the name of each kind, and who reads it. */
final class OfferKinds {
    /** Reads what a kind has. */
    @FunctionalInterface
    interface Kind {
        OfferBenefit read(Input in, Vocabulary names);
    }

    private static final Catalogue<Kind> KINDS = Catalogue.<Kind>empty()
            .with("bonus", Bonus::read)
            .with("multiplier", Multiplier::read)
            .with("voucher", OffersVoucher::read)
            .with("reward", LowerPrice::read);

    private OfferKinds() {}

    /** Reads {@code {kind: bonus, unit: points, points: 50}}. */
    static OfferBenefit read(Value value, Vocabulary names) {
        return value.object(in -> {
            Kind kind = KINDS.find(in);
            return kind == null ? new LowerPrice("", 0) : kind.read(in, names);
        });
    }

    /** Points at once. */
    record Bonus(Unit unit, long points) implements OfferBenefit {
        static OfferBenefit read(Input in, Vocabulary names) {
            return new Bonus(names.unit(in.field("unit")), in.field("points").integer(1, Points.MAX));
        }

        @Override
        public String kind() {
            return "bonus";
        }

        @Override
        public void write(ObjectNode json) {
            json.put("unit", unit.name()).put("points", points);
        }

        @Override
        public boolean claimed(Happening happening, Offer offer) {
            happening.give(unit, points);
            happening.tell(
                    Effect.of("points.earned", "unit", unit.name(), "amount", points, "rule", "offer:" + offer.id()));
            return true;
        }
    }

    /** More of what the next purchase earns; a return of it takes its part back. */
    record Multiplier(Unit unit, long extraThousandths) implements OfferBenefit {
        private static final long THOUSAND = 1000;
        private static final BigDecimal FACTOR_MAX = BigDecimal.valueOf(100);

        static OfferBenefit read(Input in, Vocabulary names) {
            Value value = in.field("factor");
            BigDecimal factor = value.decimalOrNumber(3);
            if (factor.compareTo(BigDecimal.ONE) <= 0) {
                value.refuse(InputCode.TOO_SMALL, "min", "1.001");
                factor = BigDecimal.valueOf(2);
            } else if (factor.compareTo(FACTOR_MAX) > 0) {
                value.refuse(InputCode.TOO_LARGE, "max", FACTOR_MAX.toPlainString());
                factor = BigDecimal.valueOf(2);
            }
            return new Multiplier(
                    names.unit(in.field("unit")),
                    factor.subtract(BigDecimal.ONE).movePointRight(3).longValueExact());
        }

        @Override
        public String kind() {
            return "multiplier";
        }

        @Override
        public void write(ObjectNode json) {
            json.put("unit", unit.name())
                    .put(
                            "factor",
                            BigDecimal.valueOf(extraThousandths + THOUSAND, 3)
                                    .stripTrailingZeros()
                                    .toPlainString());
        }

        @Override
        public boolean claimed(Happening happening, Offer offer) {
            return false;
        }

        @Override
        public boolean bought(Happening happening, Offer offer) {
            long earned = 0;
            for (Effect effect : happening.effects()) {
                if (effect.type().equals("points.earned")
                        && unit.name().equals(effect.values().get("unit"))
                        && !String.valueOf(effect.values().get("rule")).startsWith("offer:")
                        && effect.values().get("amount") instanceof Number amount) {
                    earned += amount.longValue();
                }
            }
            long extra = Rational.floor(earned, extraThousandths, THOUSAND);
            if (extra == 0) {
                return false;
            }
            Lot lot = happening.give(unit, extra);
            happening.tell(
                    Effect.of("points.earned", "unit", unit.name(), "amount", extra, "rule", "offer:" + offer.id()));
            OfferReturns.keep(happening, unit.name(), extra, lot);
            return true;
        }
    }

    /** A voucher of its own. */
    record OffersVoucher(Discount discount) implements OfferBenefit {
        static OfferBenefit read(Input in, Vocabulary names) {
            return new OffersVoucher(Discounts.read(in.field("discount"), names.currency()));
        }

        @Override
        public String kind() {
            return "voucher";
        }

        @Override
        public void write(ObjectNode json) {
            json.set("discount", discount.json());
        }

        @Override
        public boolean claimed(Happening happening, Offer offer) {
            return true;
        }
    }

    /** A reward at a lower price, once. */
    record LowerPrice(String reward, long points) implements OfferBenefit {
        static OfferBenefit read(Input in, Vocabulary names) {
            return new LowerPrice(
                    names.refer("reward", in.field("reward")),
                    in.field("points").integer(0, Points.MAX));
        }

        @Override
        public String kind() {
            return "reward";
        }

        @Override
        public void write(ObjectNode json) {
            json.put("reward", reward).put("points", points);
        }

        @Override
        public boolean claimed(Happening happening, Offer offer) {
            return false;
        }

        @Override
        public @Nullable Long price(String of) {
            return reward.equals(of) ? points : null;
        }
    }
}
