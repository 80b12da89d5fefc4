package io.walaa.programme;

import static io.walaa.order.Orders.anOrder;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Orders;
import io.walaa.order.Purchase;
import io.walaa.programme.command.RecordActivity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * What it costs, in time of one core, to decide a purchase of five lines under a rich programme: 60 rules and segments
 * of which all can match, and 600 rules of which 60 can. Argument: rounds of a thousand decisions.
 */
public final class DecideBench {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final int DECISIONS = 1_000;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private DecideBench() {}

    public static void main(String[] args) {
        int rounds = args.length == 0 ? 60 : Integer.parseInt(args[0]);
        Programme one = ProgrammeDocument.yaml(RichProgramme.document(1, 0, 0)).programme();
        Programme sixty =
                ProgrammeDocument.yaml(RichProgramme.document(40, 20, 0)).programme();
        Programme crowd =
                ProgrammeDocument.yaml(RichProgramme.document(40, 20, 540)).programme();
        for (int warm = 0; warm < 2; warm++) {
            System.out.printf("one rule %.1f µs%n", median(one, rounds));
            double few = median(sixty, rounds);
            double many = median(crowd, rounds);
            System.out.printf(
                    "40 rules + 20 segments %.1f µs; with 540 more rules %.1f µs (%.2f)%n", few, many, many / few);
        }
    }

    private static double median(Programme programme, int rounds) {
        MemberState member = regular(programme);
        double[] micros = new double[rounds];
        Purchase purchase = basket("b-1").purchase();
        for (int round = 0; round < rounds; round++) {
            long start = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < DECISIONS; i++) {
                decide(programme, member, purchase, NOW);
            }
            micros[round] = (CPU.getCurrentThreadCpuTime() - start) / 1_000.0 / DECISIONS;
        }
        double[] last = Arrays.copyOfRange(micros, rounds / 2, rounds);
        Arrays.sort(last);
        return last[last.length / 2];
    }

    /** A member who bought on each of the last forty days. */
    private static MemberState regular(Programme programme) {
        MemberState member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
        for (int day = 40; day > 0; day--) {
            member = decide(programme, member, basket("o-" + day).purchase(), NOW.minusSeconds(86_400L * day));
        }
        return member;
    }

    private static MemberState decide(Programme programme, MemberState member, Purchase purchase, Instant at) {
        EntryId entry = new EntryId(member.id().body(), member.seq() + 1, "abcd");
        RecordedEvent event = new RecordedEvent("purchase", at, Channel.STORE, "store-1", purchase, null, null);
        return new RecordActivity(event)
                .decide(programme, member, new Moment(at, entry, Trace.off()), Map.of())
                .state();
    }

    private static Orders basket(String id) {
        Orders order = anOrder().id(id);
        for (int i = 0; i < 5; i++) {
            order.line("sku-" + i, "2", "1.250", "\"category\":\"category-" + i + "\"");
        }
        return order.paidBy("card", "12.500");
    }
}
