package io.walaa.programme;

import static io.walaa.order.Orders.anOrder;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.Decided;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Orders;
import io.walaa.order.Purchase;
import io.walaa.programme.command.RecordActivity;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs on one core to decide a purchase of five lines, for a member who bought on each of the last forty days.
 * The line {@code p0.50} of the result is the median.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    /** The programme that decides. */
    public enum Under {
        /** One earning rule. */
        ONE_RULE(1, 0, 0, 0),
        /** 40 rules, 20 segments and 10 challenges, all of which look at the purchase. */
        SEVENTY(40, 20, 10, 0),
        /** The same beside 540 rules for other articles, times, channels and events. */
        SEVENTY_OF_610(40, 20, 10, 540);

        private final String document;

        Under(int rules, int segments, int challenges, int others) {
            document = RichProgramme.document(rules, segments, challenges, others);
        }
    }

    @Param
    public Under under = Under.ONE_RULE;

    private Programme programme;
    private MemberState member;
    private Purchase purchase;

    /** Lets the member buy for forty days. */
    @Setup
    public void buyForFortyDays() {
        programme = ProgrammeDocument.yaml(under.document).programme();
        member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
        for (int day = 40; day > 0; day--) {
            member = decide(basket("o-" + day).purchase(), NOW.minusSeconds(86_400L * day))
                    .state();
        }
        purchase = basket("b-1").purchase();
    }

    /** One purchase, decided but not committed. */
    @Benchmark
    public Decided purchase() {
        return decide(purchase, NOW);
    }

    private Decided decide(Purchase bought, Instant at) {
        EntryId entry = new EntryId(member.id().body(), member.seq() + 1, "abcd");
        RecordedEvent event = new RecordedEvent("purchase", at, Channel.STORE, "store-1", bought, null, null);
        return new RecordActivity(event).decide(programme, member, new Moment(at, entry, Trace.off()), Map.of());
    }

    private static Orders basket(String id) {
        Orders order = anOrder().id(id);
        for (int i = 0; i < 5; i++) {
            order.line("sku-" + i, "2", "1.250", "\"category\":\"category-" + i + "\"");
        }
        return order.paidBy("card", "12.500");
    }
}
