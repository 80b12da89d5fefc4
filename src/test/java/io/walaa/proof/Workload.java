package io.walaa.proof;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.proof.Operation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What one client does, by its own random numbers: a tenth of it on one member, a twentieth of it sent before, and one
 * in a hundred under a key that was used for something else.
 */
final class Workload {
    private static final int KEPT = 40;
    /** Lots that end on a few days far away, so that burn order has something to order. */
    private static final long FIRST_EXPIRY =
            Instant.parse("2031-01-01T00:00:00Z").getEpochSecond();

    private static final int DAY_SECONDS = 86_400;

    private final Random random;
    private final String prefix;
    private final List<String> members;
    private final boolean transfers;
    private final int ledgerPercent;
    private final List<Operation> sent = new ArrayList<>();
    private final List<Operation> holds = new ArrayList<>();
    private final List<Operation> orders = new ArrayList<>();
    private int number;

    /**
     * @param transfers whether most of it is transfers
     * @param ledgerPercent how much of it asks for {@code ledger}
     */
    Workload(long seed, String prefix, List<String> members, boolean transfers, int ledgerPercent) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.members = members;
        this.transfers = transfers;
        this.ledgerPercent = ledgerPercent;
    }

    /** The next operations, more than one for a batch of events. */
    List<Operation> next() {
        int dice = random.nextInt(100);
        if (dice < 5 && !sent.isEmpty()) {
            return List.of(sent.get(random.nextInt(sent.size())));
        }
        if (dice == 5 && !sent.isEmpty()) {
            return List.of(otherBody(sent.get(random.nextInt(sent.size()))));
        }
        if (dice < 9) {
            List<Operation> batch = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                batch.add(kept(purchase(member())));
            }
            return batch;
        }
        return List.of(kept(one()));
    }

    private Operation kept(Operation operation) {
        if (sent.size() == KEPT) {
            sent.remove(random.nextInt(KEPT));
        }
        sent.add(operation);
        return operation;
    }

    /** A node from 0 to {@code nodes - 1}. */
    int node(int nodes) {
        return random.nextInt(nodes);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Learns what can be captured or returned later. */
    void done(Operation operation, Outcome outcome) {
        if (operation.kind() == Kind.HOLD && !outcome.hold().isEmpty() && !outcome.replayed()) {
            holds.add(new Operation(
                    "", "", Kind.HOLD, operation.member(), "", "", "", operation.amount(), 0, outcome.hold()));
        }
        if (operation.kind() == Kind.PURCHASE && !outcome.replayed()) {
            orders.add(operation);
        }
    }

    private String member() {
        return random.nextInt(10) == 0 ? members.get(0) : members.get(random.nextInt(members.size()));
    }

    private Operation one() {
        int kind = transfers ? random.nextInt(20) + 80 : random.nextInt(100);
        String member = member();
        if (kind < 34) {
            return earn(member);
        }
        if (kind < 50) {
            return simple(Kind.REDEEM, "redeem", member, 1 + random.nextInt(30));
        }
        if (kind < 60) {
            return simple(Kind.HOLD, "holds", member, 1 + random.nextInt(20));
        }
        if (kind < 70) {
            return holds.isEmpty() ? earn(member) : endHold(holds.remove(random.nextInt(holds.size())));
        }
        if (kind < 80) {
            return purchase(member);
        }
        if (kind < 86) {
            return orders.isEmpty() || transfers ? earn(member) : cancel(orders.remove(random.nextInt(orders.size())));
        }
        return transfer(member);
    }

    Operation earn(String member) {
        String reference = reference();
        long amount = 1L + random.nextInt(60);
        long expires = FIRST_EXPIRY + (long) random.nextInt(6) * DAY_SECONDS;
        JsonObject body = amount(amount, reference)
                .put("expiresAt", Instant.ofEpochSecond(expires).toString());
        return keyed(reference, Kind.EARN, member, "/v1/members/" + member + "/earn", body, amount, expires, "");
    }

    private Operation simple(Kind kind, String action, String member, long amount) {
        String reference = reference();
        String path = "/v1/members/" + member + "/" + action;
        return keyed(reference, kind, member, path, amount(amount, reference), amount, Operation.NEVER, "");
    }

    private Operation transfer(String member) {
        String to = members.get(random.nextInt(members.size()));
        String reference = reference();
        long amount = 1L + random.nextInt(10);
        JsonObject body = amount(amount, reference).put("to", to.equals(member) ? members.get(1) : to);
        return keyed(
                reference,
                Kind.TRANSFER,
                member,
                "/v1/members/" + member + "/transfer",
                body,
                amount,
                Operation.NEVER,
                body.getString("to"));
    }

    private Operation endHold(Operation hold) {
        String reference = reference();
        String path = "/v1/holds/" + hold.about();
        if (random.nextInt(3) == 0) {
            return keyed(
                    reference, Kind.RELEASE, hold.member(), path + "/release", new JsonObject(), 0, 0, hold.about());
        }
        long amount = random.nextBoolean() ? hold.amount() : 1 + random.nextInt((int) hold.amount());
        JsonObject body = new JsonObject().put("amount", amount).put("reference", reference);
        return keyed(reference, Kind.CAPTURE, hold.member(), path + "/capture", body, amount, 0, hold.about());
    }

    private Operation purchase(String member) {
        String reference = reference();
        int dinars = 1 + random.nextInt(9);
        String price = dinars + ".000";
        JsonObject order = new JsonObject()
                .put("id", "order-" + reference)
                .put("currency", "KWD")
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "1")
                                        .put("sku", "latte")
                                        .put("quantity", 1)
                                        .put("unitPrice", price)))
                .put(
                        "tenders",
                        new JsonArray().add(new JsonObject().put("type", "card").put("amount", price)));
        return event(reference, Kind.PURCHASE, "purchase", member, order, 10L * dinars, "order-" + reference);
    }

    private Operation cancel(Operation purchase) {
        JsonObject order = new JsonObject().put("id", purchase.about());
        return event(reference(), Kind.CANCEL, "cancel", purchase.member(), order, purchase.amount(), purchase.about());
    }

    private Operation event(
            String reference, Kind kind, String type, String member, JsonObject order, long amount, String about) {
        JsonObject body = new JsonObject()
                .put("source", "proof")
                .put("type", type)
                .put("id", reference)
                .put("occurredAt", Instant.now().minusSeconds(1).toString())
                .put("member", member)
                .put("channel", "store")
                .put("order", order);
        return new Operation(
                reference, reference, kind, member, "/v1/events", body.encode(), ack(), amount, Operation.NEVER, about);
    }

    private Operation keyed(
            String reference,
            Kind kind,
            String member,
            String path,
            JsonObject body,
            long amount,
            long expires,
            String about) {
        return new Operation(reference, reference, kind, member, path, body.encode(), ack(), amount, expires, about);
    }

    /** Something else under a key that was used. */
    private Operation otherBody(Operation first) {
        if (first.kind().isEvent() || first.kind() == Kind.CAPTURE || first.kind() == Kind.RELEASE) {
            return first;
        }
        String reference = reference();
        String path = "/v1/members/" + first.member() + "/redeem";
        return new Operation(
                reference,
                first.key(),
                Kind.REDEEM,
                first.member(),
                path,
                amount(3, reference).encode(),
                first.ack(),
                3,
                Operation.NEVER,
                "");
    }

    private String ack() {
        return random.nextInt(100) < ledgerPercent ? "ledger" : "disk";
    }

    private JsonObject amount(long amount, String reference) {
        return new JsonObject().put("unit", "points").put("amount", amount).put("reference", reference);
    }

    private String reference() {
        return prefix + "-" + ++number;
    }
}
