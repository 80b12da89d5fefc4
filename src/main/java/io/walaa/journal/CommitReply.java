package io.walaa.journal;

import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;

/**
 * What the commit script answered for one member. Only {@link Status#OK} has written anything.
 *
 * @param seq partition sequence of the first entry
 * @param records with KNOWN: the record of each operation, empty where there is none
 * @param fields with CONFLICT: the member's hash
 * @param cap with BUSY: which cap is reached
 */
public record CommitReply(Status status, long seq, List<String> records, Map<String, String> fields, String cap) {
    /** The script's answers, in the order in which it checks. */
    public enum Status {
        FENCED,
        LATE,
        BUSY,
        ASK,
        KNOWN,
        COLD,
        CONFLICT,
        PAGE,
        OK
    }

    static CommitReply of(Response reply) {
        Status status = Status.valueOf(reply.get(0).toString());
        return switch (status) {
            case OK -> new CommitReply(status, reply.get(1).toLong(), List.of(), Map.of(), "");
            case BUSY ->
                new CommitReply(status, 0, List.of(), Map.of(), reply.get(1).toString());
            case KNOWN -> new CommitReply(status, 0, texts(reply.get(1)), Map.of(), "");
            case CONFLICT -> new CommitReply(status, 0, List.of(), Replies.hash(reply.get(1)), "");
            default -> new CommitReply(status, 0, List.of(), Map.of(), "");
        };
    }

    private static List<String> texts(Response list) {
        return list.stream().map(Response::toString).toList();
    }
}
