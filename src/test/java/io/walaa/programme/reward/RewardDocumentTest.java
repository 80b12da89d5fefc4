package io.walaa.programme.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.json.InvalidInput;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.offer.Offers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rewards and offers as a document says them. */
class RewardDocumentTest {
    private static final String HEAD = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units:
              points: {title: {en: points}}
              status: {title: {en: status}, spendable: false}
            """;

    @Test
    void a_slot_or_stock_has_its_house_and_nothing_else_has_one() {
        Rewards rewards = read("""
                rewards:
                  - {id: a, kind: custom, title: {en: A}, price: {unit: points, points: 1}}
                  - {id: b, kind: custom, title: {en: B}, price: {unit: points, points: 1}, stock: 3}
                  - id: c
                    kind: experience
                    title: {en: C}
                    price: {unit: points, points: 1}
                    slots: [{id: noon, at: "2027-01-01T12:00:00+03:00", capacity: 2}]
                """).part(Rewards.class);
        assertThat(rewards.require("a").house(null)).isNull();
        assertThat(String.valueOf(rewards.require("b").house(null))).isEqualTo("house:stock:b");
        Reward show = rewards.require("c");
        assertThat(String.valueOf(show.house(show.slot("noon")))).isEqualTo("house:slot:c:noon");
        assertThat(show.capacity(show.slot("noon"))).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        kind: gift, price: {unit: points, points: 1}                                          | /rewards/0/kind | unknown-value
        kind: custom, price: {unit: status, points: 1}                                        | /rewards/0/price/unit | not-supported
        kind: custom, price: {unit: pts, points: 1}                                           | /rewards/0/price/unit | unknown-reference
        kind: custom, price: {unit: points, points: 1, per: "1.000"}                          | /rewards/0/price | conflicting-fields
        kind: amount-off, amount: "1.0001", price: {unit: points, points: 1}                  | /rewards/0/amount | too-many-decimals
        kind: amount-off, price: {unit: points, points: 1}                                    | /rewards/0/amount | required
        kind: donation, cause: nobody, price: {unit: points, points: 1}                       | /rewards/0/cause | unknown-reference
        kind: experience, slots: [], price: {unit: points, points: 1}                         | /rewards/0/slots | too-few
        kind: custom, segments: [nobody], price: {unit: points, points: 1}                    | /rewards/0/segments/0 | unknown-reference
        kind: custom, condition: balances.pts > 1, price: {unit: points, points: 1}           | /rewards/0/condition | unknown-condition-field
        kind: custom, perMember: [{times: 0, per: day}], price: {unit: points, points: 1}     | /rewards/0/perMember/0/times | too-small
        kind: custom, voucher: {uses: 101}, price: {unit: points, points: 1}                  | /rewards/0/voucher/uses | too-large
        kind: custom, voucher: {stacking: sometimes}, price: {unit: points, points: 1}        | /rewards/0/voucher/stacking | unknown-value
        kind: custom, schedule: {from: 2027-01-02, until: 2027-01-01}, price: {unit: points, points: 1} | /rewards/0/schedule/until | ends-before-start
        """)
    void what_makes_no_sense_in_a_reward_is_refused_where_it_stands(String fields, String pointer, String code) {
        refused("rewards: [{id: r, title: {en: R}, " + fields + "}]", pointer, code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        benefit: {kind: gift}                                              | /offers/0/benefit/kind | unknown-value
        benefit: {kind: reward, reward: none, points: 1}                   | /offers/0/benefit/reward | unknown-reference
        benefit: {kind: multiplier, unit: points, factor: 1}               | /offers/0/benefit/factor | too-small
        onEvent: visit, onEntering: s, benefit: {kind: bonus, unit: points, points: 1} | /offers/0 | conflicting-fields
        quantity: -1, benefit: {kind: bonus, unit: points, points: 1}      | /offers/0/quantity | too-small
        """)
    void what_makes_no_sense_in_an_offer_is_refused_where_it_stands(String fields, String pointer, String code) {
        refused("offers: [{id: o, title: {en: O}, " + fields + "}]", pointer, code);
    }

    @Test
    void offers_are_found_by_id() {
        Offers offers =
                read("offers: [{id: o, title: {en: O}, quantity: 5, benefit: {kind: bonus, unit: points, points: 1}}]")
                        .part(Offers.class);
        assertThat(String.valueOf(offers.require("o").house())).isEqualTo("house:offer:o");
    }

    private static void refused(String section, String pointer, String code) {
        assertThatThrownBy(() -> read(section))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors()).anySatisfy(error -> {
                            assertThat(error.pointer()).isEqualTo(pointer);
                            assertThat(error.code().code()).isEqualTo(code);
                        }));
    }

    private static Programme read(String section) {
        return ProgrammeDocument.yaml(HEAD + section).programme();
    }
}
