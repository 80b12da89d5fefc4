package io.walaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.decision.Refusal;
import io.walaa.fixture.RunningServer;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.programme.command.ReserveTransfer;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Receipt;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thing decided by two members, interrupted after each of its steps. */
class TwoSidesTest {
    private static RunningServer server;
    private static UseCases use;
    private static String programme;
    private static String key;
    private MemberId from;
    private MemberId to;

    @BeforeAll
    static void start() {
        server = RunningServer.shared();
        use = server.server().useCases;
        programme = server.programme();
        key = server.key(programme, "members");
    }

    @BeforeEach
    void two_members() {
        from = member();
        to = member();
        use.earnPoints.earn(call("give"), from, "points", 50, Map.of(), null).await();
    }

    @Test
    void interrupted_before_the_second_side_decided_the_points_come_back() {
        reserve("t");
        assertThat(available(from)).isEqualTo(20);

        use.twoSides.takeUp(new MemberKey(programme, from), later()).await();

        assertThat(available(from)).isEqualTo(50);
        assertThat(available(to)).isZero();
        assertThat(open()).isEmpty();
        assertThatThrownBy(() -> transfer("t"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("transfer-refused"));
        assertThat(available(from)).isEqualTo(50);
    }

    @Test
    void interrupted_after_the_second_side_said_yes_it_stays_a_yes() {
        Reservation reserved = reserve("t");
        use.memberWrites
                .run(
                        new Call(programme, "", "", null, false, false),
                        to,
                        use.transferProtocol.decide(from, reserved, false),
                        use.keys.derived(programme, to.value(), ReserveTransfer.KIND, from.value() + reserved.key()),
                        "",
                        0,
                        Map.of(),
                        false)
                .await();
        assertThat(available(to)).isEqualTo(30);

        use.twoSides.takeUp(new MemberKey(programme, from), later()).await();

        assertThat(available(from)).isEqualTo(20);
        assertThat(available(to)).isEqualTo(30);
        assertThat(open()).isEmpty();
    }

    @Test
    void retry_of_the_caller_finishes_what_was_interrupted() {
        reserve("t");

        Receipt receipt = transfer("t");

        assertThat(receipt.replayed()).isTrue();
        assertThat(available(from)).isEqualTo(20);
        assertThat(available(to)).isEqualTo(30);
        assertThat(open()).isEmpty();
    }

    @Test
    void finishing_twice_at_once_gives_one_answer() {
        Reservation reserved = reserve("t");

        var one = use.twoSides.finish(programme, from, reserved, false, null);
        var two = use.twoSides.finish(programme, from, reserved, true, null);

        assertThat(one.await().yes()).isEqualTo(two.await().yes());
        assertThat(available(from) + available(to)).isEqualTo(50);
        assertThat(open()).isEmpty();
    }

    private Reservation reserve(String name) {
        use.memberWrites
                .run(call(name), from, new ReserveTransfer(to, "points", 30), Map.of())
                .await();
        Reservation reserved = Reservation.find(state(from).facts(), open().get(0));
        assertThat(reserved).isNotNull();
        return reserved;
    }

    private Receipt transfer(String name) {
        return use.transferPoints
                .transfer(call(name), from, to, "points", 30, Map.of())
                .await();
    }

    private List<String> open() {
        return Reservation.keys(state(from).facts());
    }

    private long available(MemberId member) {
        return state(member).balance("points", Instant.now().getEpochSecond()).available();
    }

    private static MemberState state(MemberId member) {
        return use.readMember.state(programme, member).await().state();
    }

    private static long later() {
        return Instant.now().getEpochSecond() + 3_600;
    }

    private static Call call(String name) {
        return new Call(programme, name, name, null, false, false);
    }

    private static MemberId member() {
        HttpResponse<String> created =
                server.post("/v1/members", key, "{}", Map.of("Idempotency-Key", "m" + System.nanoTime()));
        String body = created.body();
        int at = body.indexOf("mem_");
        return new MemberId(body.substring(at, at + 20));
    }
}
