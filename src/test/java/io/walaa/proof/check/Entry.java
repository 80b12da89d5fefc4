package io.walaa.proof.check;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.proof.Balance;
import java.util.List;

/**
 * An entry as the ledger has it.
 *
 * @param lines its transfers in order
 */
record Entry(
        int partition,
        long seq,
        String member,
        long memberSeq,
        String commitId,
        String type,
        JsonObject body,
        JsonObject note,
        List<Line> lines) {
    static final long NEVER = Long.MAX_VALUE;

    /** A line of double entry; {@code expires} counts where a lot is touched. */
    record Line(String debit, String credit, long amount, long expires) {
        /** A line that touches no lot says nothing about one. */
        static Line of(String debit, String credit, long amount, long expires) {
            boolean lot = touchesLot(debit) || touchesLot(credit);
            return new Line(debit, credit, amount, lot ? expires : NEVER);
        }

        private static boolean touchesLot(String account) {
            return account.equals("available") || account.equals("held");
        }
    }

    /** The reference that the client gave; empty for entries that follow by themselves. */
    String reference() {
        return note.getString("source") == null ? note.getString("reference", "") : note.getString("id");
    }

    /** A value of the first effect of a kind; null without one. */
    Object effect(String kind, String value) {
        for (Object effect : body.getJsonArray("e", new JsonArray())) {
            if (((JsonObject) effect).getString("type").equals(kind)) {
                return ((JsonObject) effect).getValue(value);
            }
        }
        return null;
    }

    /** The balance that it says the member has after it. */
    Balance balance() {
        JsonArray points = body.getJsonObject("b").getJsonArray("points");
        return points == null
                ? Balance.NONE
                : new Balance(points.getLong(0), points.getLong(1), points.getLong(2), points.getLong(3));
    }

    /** The key of the reservation that it opens or closes; null for other entries. */
    String reservation() {
        return body.getJsonObject("f").fieldNames().stream()
                .filter(field -> field.startsWith("w.") && field.indexOf('.', 2) < 0)
                .map(field -> field.substring(2))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return type + " at " + partition + "/" + seq + " of " + member + "#" + memberSeq;
    }
}
