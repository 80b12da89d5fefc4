package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.walaa.json.InvalidInput;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.Points;
import io.walaa.points.RollingExpiry;
import java.time.Period;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a document says about expiry, debt, returns and corrections. */
class PointsPoliciesTest {
    @Test
    void units_say_how_points_expire_activate_and_become_debt() {
        Programme shop = Programmes.of("""
                units:
                  a: {title: {en: a}, expiry: {rolling: P12M, endOf: month}, debtMax: 500}
                  b: {title: {en: b}, expiry: {inactivity: P6M, activities: [purchase, redeem]}}
                  c: {title: {en: c}, spendable: false, activation: on-confirmation}
                """, "");
        assertThat(shop.units().get("a").expiry())
                .isEqualTo(new RollingExpiry(Period.ofMonths(12), RollingExpiry.EndOf.MONTH));
        assertThat(shop.units().get("a").debtMax()).isEqualTo(500);
        assertThat(shop.units().get("b").expiry())
                .isEqualTo(new InactivityExpiry(Period.ofMonths(6), Set.of("purchase", "redeem")));
        assertThat(shop.units().get("b").debtMax()).isEqualTo(Points.MAX);
        assertThat(shop.units().get("c").activation().onConfirmation()).isTrue();
        assertThat(shop.units().get("c").debtMax()).isZero();
    }

    @Test
    void policies_have_defaults_and_can_be_set() {
        Policies silent = Programmes.withRules("").policies();
        assertThat(silent.grace()).isEqualTo(Period.ofDays(30));
        assertThat(silent.minimumSpendCounts()).isTrue();
        assertThat(silent.adjustIntoDebt()).isFalse();
        assertThat(silent.reverseIntoDebt()).isFalse();
        Policies set = Programmes.of("""
                units: {a: {title: {en: a}}}
                policies:
                  returns: {minimumSpend: forgiven, grace: none}
                  corrections: {adjustIntoDebt: true, reverseIntoDebt: true}
                """, "").policies();
        assertThat(set.grace()).isNull();
        assertThat(set.minimumSpendCounts()).isFalse();
        assertThat(set.adjustIntoDebt()).isTrue();
        assertThat(set.reverseIntoDebt()).isTrue();
    }

    @Test
    void what_is_wrong_is_pointed_at() {
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Programmes.of("""
                units:
                  a: {title: {en: a}, expiry: {rolling: P12M, endOf: week}, debtMax: -1}
                  b: {title: {en: b}, expiry: {inactivity: P6M, rolling: P6M}}
                  c: {title: {en: c}, expiry: {inactivity: P6M, activities: [retrun]}}
                policies:
                  returns: {minimumSpend: lost, grace: 30}
                  corrections: {adjustIntoDept: true}
                """, ""));
        assertThat(invalid.errors())
                .extracting(error -> error.pointer() + " " + error.code().code())
                .containsExactly(
                        "/units/a/expiry/endOf unknown-value",
                        "/units/a/debtMax too-small",
                        "/units/b/expiry conflicting-fields",
                        "/units/c/expiry/activities/0 unknown-value",
                        "/policies/returns/minimumSpend unknown-value",
                        "/policies/returns/grace wrong-type",
                        "/policies/corrections/adjustIntoDept unknown-field");
    }
}
