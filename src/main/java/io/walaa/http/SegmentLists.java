package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.programme.command.ListInSegment;
import io.walaa.usecase.MemberWrites;
import java.util.Map;

/** Lists of members that are kept by hand. */
public final class SegmentLists {
    private final MemberWrites writes;

    public SegmentLists(MemberWrites writes) {
        this.writes = writes;
    }

    Future<Answer> enter(Exchange exchange) {
        exchange.read(in -> true);
        return put(exchange, true);
    }

    Future<Answer> leave(Exchange exchange) {
        return put(exchange, false);
    }

    private Future<Answer> put(Exchange exchange, boolean in) {
        String segment = exchange.argument(1);
        return writes.run(exchange.call(), exchange.member(), new ListInSegment(segment, in), Map.of())
                .map(receipt -> ReceiptReply.points(receipt, 200));
    }
}
