package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.points.Points;
import io.walaa.usecase.AdjustPoints;
import io.walaa.usecase.ReverseEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** What operators correct: adjustments and reversals, each with a reason. */
public final class Corrections {
    private static final int TEXT_MAX = 500;
    private static final int NAME_MAX = 100;

    private final AdjustPoints adjust;
    private final ReverseEntry reverse;

    public Corrections(AdjustPoints adjust, ReverseEntry reverse) {
        this.adjust = adjust;
        this.reverse = reverse;
    }

    private record Adjustment(String unit, long amount, Map<String, String> note) {}

    Future<Answer> adjust(Exchange exchange) {
        Adjustment what = exchange.read(
                in -> new Adjustment(PointOperations.unit(in), amount(in.field("amount")), note(in, exchange)));
        return adjust.adjust(exchange.call(), exchange.member(), what.unit, what.amount, what.note)
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    Future<Answer> reverse(Exchange exchange) {
        Map<String, String> note = exchange.read(in -> note(in, exchange));
        return reverse.reverse(exchange.call(), exchange.entry("txn", "entry-not-found"), note)
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    private static long amount(Value value) {
        long amount = value.integer(-Points.MAX, Points.MAX);
        if (amount == 0) {
            value.refuse(InputCode.TOO_SMALL, "min", 1);
        }
        return amount;
    }

    private static Map<String, String> note(Input in, Exchange exchange) {
        Map<String, String> note = new LinkedHashMap<>();
        note.put("reason", in.field("reason").text(TEXT_MAX));
        note.put(
                "operator",
                in.optional(
                        "operator",
                        value -> value.text(NAME_MAX),
                        exchange.caller().name()));
        String reference = in.optional("reference", value -> value.text(TEXT_MAX));
        if (reference != null) {
            note.put("reference", reference);
        }
        return note;
    }
}
