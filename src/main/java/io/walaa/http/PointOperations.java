package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.member.MemberId;
import io.walaa.points.Points;
import io.walaa.programme.MemberReference;
import io.walaa.usecase.EarnPoints;
import io.walaa.usecase.RedeemPoints;
import io.walaa.usecase.TransferPoints;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points given and spent directly. */
public final class PointOperations {
    private static final int UNIT_MAX = 64;
    private static final int TEXT_MAX = 500;

    private final EarnPoints earn;
    private static final MemberId NOBODY = new MemberId("mem_0000000000000000");

    private final RedeemPoints redeem;
    private final TransferPoints transfer;

    public PointOperations(EarnPoints earn, RedeemPoints redeem, TransferPoints transfer) {
        this.transfer = transfer;
        this.earn = earn;
        this.redeem = redeem;
    }

    /** What is given or spent. */
    private record Amount(
            String unit,
            long amount,
            Map<String, String> note,
            @Nullable Instant expiresAt) {}

    Future<Answer> earn(Exchange exchange) {
        Amount what = exchange.read(in -> new Amount(
                unit(in), amount(in.field("amount")), note(in), in.optional("expiresAt", value -> value.instant())));
        return earn.earn(exchange.call(), exchange.member(), what.unit, what.amount, what.note, what.expiresAt)
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    Future<Answer> redeem(Exchange exchange) {
        Amount what = exchange.read(in -> new Amount(unit(in), amount(in.field("amount")), note(in), null));
        return redeem.redeem(exchange.call(), exchange.member(), what.unit, what.amount, what.note)
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    private record Transfer(MemberId to, Amount what) {}

    Future<Answer> transfer(Exchange exchange) {
        Transfer asked = exchange.read(in ->
                new Transfer(member(in.field("to")), new Amount(unit(in), amount(in.field("amount")), note(in), null)));
        Amount what = asked.what;
        return transfer.transfer(exchange.call(), exchange.member(), asked.to, what.unit, what.amount, what.note)
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    private static MemberId member(Value value) {
        MemberId id = MemberReference.read(value).id();
        if (id == null) {
            value.refuse(InputCode.BAD_FORMAT, "expected", "mem_…");
            return NOBODY;
        }
        return id;
    }

    static String unit(Input in) {
        return in.field("unit").text(UNIT_MAX);
    }

    static long amount(Value value) {
        return value.integer(1, Points.MAX);
    }

    /** Free text that goes with an operation and can be erased. */
    static Map<String, String> note(Input in) {
        Map<String, String> note = new LinkedHashMap<>(2);
        put(note, "reason", in.optional("reason", value -> value.text(TEXT_MAX)));
        put(note, "reference", in.optional("reference", value -> value.text(TEXT_MAX)));
        return note;
    }

    private static void put(Map<String, String> note, String name, @Nullable String text) {
        if (text != null) {
            note.put(name, text);
        }
    }
}
