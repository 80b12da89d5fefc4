package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.AckLevel;
import io.walaa.member.MemberId;
import io.walaa.member.Reservation;
import io.walaa.points.Account;
import io.walaa.points.LotPart;
import io.walaa.points.Posting;
import io.walaa.programme.command.Command;
import io.walaa.programme.command.DecideTransfer;
import io.walaa.programme.command.ReserveTransfer;
import io.walaa.programme.command.SettleTransfer;
import java.util.List;
import java.util.Map;

/** Moves points from one member to another, lots with their expiry. */
public final class TransferPoints {
    private final MemberWrites writes;
    private final Operations operations;
    private final TwoSides sides;

    public TransferPoints(MemberWrites writes, Operations operations, TwoSides sides) {
        this.writes = writes;
        this.operations = operations;
        this.sides = sides;
    }

    /**
     * How a transfer is decided and settled. It waits for Postgres between its steps: its two sides may lie in two
     * partitions, of which a Redis that comes back older may have lost different tails.
     */
    public static final class Protocol implements TwoSides.Protocol {
        @Override
        public Command decide(MemberId first, Reservation reserved, boolean giveUp) {
            return new DecideTransfer(first.value(), reserved, giveUp);
        }

        @Override
        public boolean isYes(String entryType) {
            return entryType.equals(DecideTransfer.YES);
        }

        @Override
        public boolean safe() {
            return true;
        }

        @Override
        public Command settle(String programme, MemberId first, Reservation reserved, boolean yes) {
            return new SettleTransfer(reserved.key(), yes);
        }
    }

    /**
     * Moves {@code amount}, which is positive. Sent again after an interruption, it goes on where it was.
     *
     * @return the giver's receipt, which is safe in Postgres; refused as {@code transfer-refused} if the receiver said
     *     no, and as {@code transfer-unfinished} while Postgres does not take a step
     */
    public Future<Receipt> transfer(
            Call call, MemberId from, MemberId to, String unit, long amount, Map<String, String> note) {
        return operations
                .read(new MemberKey(call.programme(), to))
                .recover(failure -> Future.failedFuture(unknownReceiver(failure)))
                .compose(receiver ->
                        writes.run(call.at(AckLevel.LEDGER), from, new ReserveTransfer(to, unit, amount), note))
                .compose(receipt -> call.dryRun() ? Future.succeededFuture(receipt) : TwoSides.relied(receipt))
                .compose(receipt -> call.dryRun()
                        ? Future.succeededFuture(receipt)
                        : sides.finish(call.programme(), from, reservation(receipt, to), false, call.ack())
                                .compose(settled -> settled.yes()
                                        ? Future.succeededFuture(receipt)
                                        : Future.failedFuture(Refusal.of("transfer-refused"))));
    }

    private static Throwable unknownReceiver(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND
                ? Refusal.of("receiver-not-found")
                : failure;
    }

    /** What the entry reserved, as its postings say: also when it was committed long ago. */
    private static Reservation reservation(Receipt receipt, MemberId to) {
        List<Posting> sent = receipt.entry().decision().postings().stream()
                .filter(posting -> posting.credit().equals(Account.IN_TRANSIT))
                .toList();
        List<LotPart> parts = sent.stream()
                .map(posting -> new LotPart(posting.lot(), posting.amount()))
                .toList();
        String key = receipt.entry().id().key();
        long due = receipt.entry().postedAt() / 1_000 + ReserveTransfer.TAKEN_UP_AFTER_SECONDS;
        return new Reservation(key, ReserveTransfer.KIND, to, sent.get(0).unit(), 0, due, parts);
    }
}
