package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.command.PlaceHold;
import io.walaa.usecase.CaptureHold;
import io.walaa.usecase.HoldPoints;
import io.walaa.usecase.ReleaseHold;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points held, captured and released. */
public final class Holds {
    private static final String PREFIX = "hold";
    private static final Duration TTL_MIN = Duration.ofSeconds(1);

    private final HoldPoints hold;
    private final CaptureHold capture;
    private final ReleaseHold release;

    public Holds(HoldPoints hold, CaptureHold capture, ReleaseHold release) {
        this.hold = hold;
        this.capture = capture;
        this.release = release;
    }

    private record Wanted(String unit, long amount, Duration ttl, Map<String, String> note) {}

    private record Captured(@Nullable Long amount, Map<String, String> note) {}

    Future<Answer> hold(Exchange exchange) {
        Wanted what = exchange.read(in -> new Wanted(
                PointOperations.unit(in),
                PointOperations.amount(in.field("amount")),
                in.optional("ttl", value -> value.duration(TTL_MIN, PlaceHold.TTL_MAX), PlaceHold.TTL_DEFAULT),
                PointOperations.note(in)));
        return hold.hold(exchange.call(), exchange.member(), what.unit, what.amount, what.ttl, what.note)
                .map(ReceiptReply::hold);
    }

    Future<Answer> capture(Exchange exchange) {
        Captured what = exchange.read(
                in -> new Captured(in.optional("amount", PointOperations::amount), PointOperations.note(in)));
        return capture.capture(exchange.call(), exchange.entry(PREFIX, "hold-not-found"), what.amount, what.note)
                .map(receipt -> ReceiptReply.points(receipt, 200));
    }

    Future<Answer> release(Exchange exchange) {
        return release(exchange, null);
    }

    /** Releases a hold of the member whose token this is. */
    Future<Answer> releaseMine(Exchange exchange) {
        return release(exchange, exchange.self());
    }

    private Future<Answer> release(Exchange exchange, @Nullable MemberId onlyOf) {
        exchange.read(in -> true);
        return release.release(exchange.call(), exchange.entry(PREFIX, "hold-not-found"), onlyOf)
                .map(receipt -> ReceiptReply.points(receipt, 200));
    }
}
