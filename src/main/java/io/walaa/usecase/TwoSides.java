package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.AckLevel;
import io.walaa.journal.Entry;
import io.walaa.journal.OperationKey;
import io.walaa.member.MemberId;
import io.walaa.member.Reservation;
import io.walaa.programme.command.Command;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing decided by two members, perhaps in two partitions. The first side reserves; the second side decides, and
 * its yes or no is an entry under a key derived from the reservation, so asking again gives the same answer; the first
 * side settles from that entry only. Interrupted after any step, it is taken up again by whoever comes next: the
 * caller's retry, or the sweeper, which asks for a no unless the answer was given.
 */
public final class TwoSides {
    private static final long REDIS_REMEMBERS_SECONDS = 3_600;
    private static final long UNFINISHED_RETRY_MILLIS = 1_000;

    private final MemberWrites writes;
    private final Operations operations;
    private final OperationKeys keys;
    private final InstantSource clock;
    private final Map<String, Protocol> protocols;

    /** What is particular to a kind of reservation. */
    public interface Protocol {
        /**
         * The second side's decision.
         *
         * @param giveUp whether it says no unless it has decided already
         */
        Command decide(MemberId first, Reservation reserved, boolean giveUp);

        /** Whether an entry of this type is a yes. */
        boolean isYes(String entryType);

        /** What the first side does about the answer. */
        Command settle(String programme, MemberId first, Reservation reserved, boolean yes);

        /**
         * Whether a step counts only once Postgres has the one before, so that a Redis that loses its tail never keeps
         * one side and forgets the other.
         */
        default boolean safe() {
            return false;
        }

        /** Is told the second side's answer. */
        default void heard(String programme, MemberId second, Entry answer) {}
    }

    /**
     * How a reservation ended.
     *
     * @param yes what the second side said
     * @param receipt of the first side's last entry
     */
    public record Settled(boolean yes, Receipt receipt) {}

    /** @param protocols by {@link Reservation#kind} */
    public TwoSides(
            MemberWrites writes,
            Operations operations,
            OperationKeys keys,
            InstantSource clock,
            Map<String, Protocol> protocols) {
        this.clock = clock;
        this.writes = writes;
        this.operations = operations;
        this.keys = keys;
        this.protocols = Map.copyOf(protocols);
    }

    /**
     * Goes on with a reservation until it is settled.
     *
     * @param reserved as it was made
     * @return what the second side said, and what the first did about it
     */
    public Future<Settled> finish(
            String programme, MemberId first, Reservation reserved, boolean giveUp, @Nullable AckLevel ack) {
        Protocol protocol = protocols.get(reserved.kind());
        if (protocol == null) {
            return Future.failedFuture(new IllegalStateException("nobody settles a " + reserved.kind()));
        }
        Call call = new Call(programme, "", "", ack, false, false);
        String name = first.value() + reserved.key();
        OperationKey asked = keys.derived(programme, reserved.second().value(), reserved.kind(), name);
        boolean old = clock.instant().getEpochSecond() - reserved.dueAt() > REDIS_REMEMBERS_SECONDS;
        AckLevel relied = protocol.safe() ? AckLevel.LEDGER : ack;
        return step(call.at(relied), reserved.second(), protocol.decide(first, reserved, giveUp), asked, old)
                .compose(answer -> protocol.safe() ? relied(answer) : Future.succeededFuture(answer))
                .map(answer -> {
                    protocol.heard(programme, reserved.second(), answer.entry());
                    return protocol.isYes(answer.entry().decision().type());
                })
                .recover(failure ->
                        unknownMember(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure))
                .compose(yes -> {
                    OperationKey settled = keys.derived(programme, first.value(), reserved.kind() + "-settled", name);
                    return step(call, first, protocol.settle(programme, first, reserved, yes), settled, old)
                            .map(receipt -> new Settled(yes, receipt));
                });
    }

    /** The receipt if Postgres has its entry; else nobody may rely on it yet, and the same key goes on later. */
    static Future<Receipt> relied(Receipt receipt) {
        return receipt.ack() == AckLevel.LEDGER
                ? Future.succeededFuture(receipt)
                : Future.failedFuture(Refusal.unavailable("transfer-unfinished", UNFINISHED_RETRY_MILLIS));
    }

    private Future<Receipt> step(Call call, MemberId member, Command command, OperationKey key, boolean old) {
        return writes.run(call, member, command, key, "", 0, Map.of(), old);
    }

    private static boolean unknownMember(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals("member-not-found");
    }

    /** Takes up all reservations of a member that are due by the epoch second {@code now}, asking for a no. */
    public Future<Void> takeUp(MemberKey key, long now) {
        return operations.read(key).compose(state -> {
            Future<Void> done = Future.succeededFuture();
            for (String open : Reservation.keys(state.facts())) {
                Reservation reserved = Reservation.find(state.facts(), open);
                if (reserved != null && reserved.dueAt() <= now) {
                    done = done.compose(before -> finish(key.programme(), key.member(), reserved, true, null))
                            .mapEmpty();
                }
            }
            return done;
        });
    }
}
