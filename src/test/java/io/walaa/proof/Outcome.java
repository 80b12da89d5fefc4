package io.walaa.proof;

import io.vertx.core.json.JsonObject;

/**
 * What a client knows after a call.
 *
 * @param code of a refusal
 * @param entry id of the entry, empty if there is none
 * @param ack the level that was reached
 * @param balance available, pending, held and debt as they were answered
 * @param hold id of a hold that was opened
 */
public record Outcome(
        Result result,
        int status,
        String code,
        String entry,
        int partition,
        long seq,
        String ack,
        Balance balance,
        boolean replayed,
        String hold) {
    private static final Outcome UNKNOWN = new Outcome(Result.UNKNOWN, 0, "", "", -1, -1, "", Balance.NONE, false, "");

    /** Whether it was done. */
    public enum Result {
        OK,
        REFUSED,
        UNKNOWN
    }

    /** No answer came. */
    public static Outcome unknown() {
        return UNKNOWN;
    }

    /** Whether asking again may tell more: a transfer that came back has both its entries, and stays so. */
    boolean open() {
        return result == Result.UNKNOWN && !code.equals("transfer-refused");
    }

    /** What an answer says. A transfer that fails half way may or may not be done: its key finishes it. */
    static Outcome of(Operation operation, int status, JsonObject body, boolean replayed) {
        if (status >= 300) {
            String code = body.getString("code", "");
            boolean half = operation.kind() == Operation.Kind.TRANSFER
                    && (status >= 500 || status == 409 || code.equals("transfer-refused"));
            boolean unknown = half || code.equals("outcome-unknown") || status == 500 || status == 504;
            Result result = unknown ? Result.UNKNOWN : Result.REFUSED;
            return new Outcome(result, status, code, "", -1, -1, "", Balance.NONE, false, "");
        }
        JsonObject position = body.getJsonObject("position");
        JsonObject points = body.getJsonObject("balances").getJsonObject("points");
        return new Outcome(
                Result.OK,
                status,
                "",
                body.getString("entry"),
                position.getInteger("partition"),
                position.getLong("seq"),
                body.getString("ack"),
                balance(points),
                replayed || body.getBoolean("duplicate", false),
                body.getString("hold", ""));
    }

    private static Balance balance(JsonObject points) {
        return new Balance(
                points.getLong("available"), points.getLong("pending"), points.getLong("held"), points.getLong("debt"));
    }

    JsonObject json() {
        return new JsonObject()
                .put("result", result.name())
                .put("status", status)
                .put("code", code)
                .put("entry", entry)
                .put("partition", partition)
                .put("seq", seq)
                .put("ack", ack)
                .put("balance", JsonObject.mapFrom(balance))
                .put("replayed", replayed)
                .put("hold", hold);
    }

    static Outcome read(JsonObject json) {
        return new Outcome(
                Result.valueOf(json.getString("result")),
                json.getInteger("status"),
                json.getString("code"),
                json.getString("entry"),
                json.getInteger("partition"),
                json.getLong("seq"),
                json.getString("ack"),
                balance(json.getJsonObject("balance")),
                json.getBoolean("replayed"),
                json.getString("hold"));
    }
}
