package io.walaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.decision.EntryId;
import io.walaa.decision.Refusal;
import io.walaa.fixture.Shop;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.programme.command.CancelRedemption;
import io.walaa.programme.command.DecideStock;
import io.walaa.programme.command.RedeemReward;
import io.walaa.programme.reward.Wish;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A redemption of something limited, interrupted after each of its steps. */
class RedemptionSidesTest {
    private static final MemberId HOUSE = new MemberId("house:stock:cup");
    private static Shop shop;
    private static UseCases use;
    private MemberId member;

    @BeforeAll
    static void start() {
        shop = Shop.open();
        use = shop.server().server().useCases;
    }

    @BeforeEach
    void a_member() throws Exception {
        member = new MemberId(shop.member(150));
    }

    @Test
    void interrupted_before_the_house_decided_the_points_come_back() {
        long before = taken();
        reserve("r");
        assertThat(available()).isZero();

        takeUp();

        assertThat(available()).isEqualTo(150);
        assertThat(taken()).isEqualTo(before);
        assertThat(open()).isEmpty();
        assertThatThrownBy(() -> redeem("r"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reward-sold-out"));
        assertThat(redeem("again").replayed()).isFalse();
    }

    @Test
    void interrupted_after_the_house_said_yes_the_voucher_is_issued() {
        long before = taken();
        Reservation reserved = reserve("r");
        use.memberWrites
                .run(
                        new Call(shop.programme(), "", "", null, false, false),
                        HOUSE,
                        new DecideStock(member, 1, false),
                        use.keys.derived(
                                shop.programme(), HOUSE.value(), RedeemReward.KIND, member.value() + reserved.key()),
                        "",
                        0,
                        Map.of(),
                        false)
                .await();

        takeUp();

        assertThat(available()).isZero();
        assertThat(taken()).isEqualTo(before + 1);
        assertThat(open()).isEmpty();
        assertThat(use.listVouchers.open(shop.programme(), member).await().vouchers())
                .hasSize(1);
        assertThat(redeem("r").replayed()).isTrue();
        assertThat(taken()).isEqualTo(before + 1);
    }

    @Test
    void retry_of_the_caller_finishes_what_was_interrupted() {
        reserve("r");
        assertThat(redeem("r").replayed()).isTrue();
        assertThat(open()).isEmpty();
        assertThat(use.listVouchers.open(shop.programme(), member).await().vouchers())
                .hasSize(1);
    }

    @Test
    void interrupted_before_the_house_has_it_back_it_still_gets_it() {
        long before = taken();
        EntryId redemption = redeem("r").id();
        assertThat(taken()).isEqualTo(before + 1);
        use.memberWrites
                .run(call("c"), member, new CancelRedemption(redemption, use.codes.of(shop.programme())), Map.of())
                .await();
        assertThat(available()).isEqualTo(150);
        assertThat(taken()).isEqualTo(before + 1);

        takeUp();

        assertThat(taken()).isEqualTo(before);
        assertThat(open()).isEmpty();
        Receipt cancelled =
                use.redeemRewards.cancel(call("c"), redemption, null).await();
        assertThat(cancelled.replayed()).isTrue();
        assertThat(taken()).isEqualTo(before);
    }

    private io.walaa.usecase.reward.RedeemRewards.Redeemed redeem(String name) {
        return use.redeemRewards.redeem(call(name), member, "cup", Wish.PLAIN).await();
    }

    private Reservation reserve(String name) {
        use.memberWrites
                .run(
                        call(name),
                        member,
                        new RedeemReward("cup", Wish.PLAIN, use.codes.of(shop.programme()), 1),
                        Map.of())
                .await();
        Reservation reserved = Reservation.find(state(member).facts(), open().get(0));
        assertThat(reserved).isNotNull();
        return reserved;
    }

    private void takeUp() {
        use.twoSides
                .takeUp(new MemberKey(shop.programme(), member), Instant.now().getEpochSecond() + 3_600)
                .await();
    }

    private List<String> open() {
        return Reservation.keys(state(member).facts());
    }

    private long available() {
        return state(member).balance("points", Instant.now().getEpochSecond()).available();
    }

    private static long taken() {
        return DecideStock.taken(state(HOUSE).facts());
    }

    private static MemberState state(MemberId of) {
        return use.readMember.state(shop.programme(), of).await().state();
    }

    private static Call call(String name) {
        return new Call(shop.programme(), name, name, null, false, false);
    }
}
