package io.walaa.ledger;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Purse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares each member's state with what all the lines of double entry come to: per unit, account and expiry. */
final class VerifyMembers {
    static final String READ = """
            WITH side AS (
                SELECT programme, member, unit, debit AS account, expires, -amount AS amount
                FROM transfer WHERE partition = $1
                UNION ALL
                SELECT programme, member, unit, credit, expires, amount FROM transfer WHERE partition = $1
            ), held AS (
                SELECT programme, member, unit, account,
                       CASE WHEN account = 'debt' THEN NULL ELSE expires END AS expires, sum(amount) AS amount
                FROM side WHERE account IN ('available', 'pending', 'held', 'debt')
                GROUP BY 1, 2, 3, 4, 5 HAVING sum(amount) <> 0
            ), lots AS (
                SELECT programme, member,
                       jsonb_object_agg(concat_ws(' ', unit, account,
                           coalesce(extract(epoch FROM expires)::bigint::text, '-')), amount::bigint) AS lots
                FROM held GROUP BY 1, 2
            ), entries AS (
                SELECT programme, member, count(*) AS entries, max(member_seq) AS seq, max(seq) AS at
                FROM entry WHERE partition = $1 GROUP BY 1, 2
            )
            SELECT e.programme, e.member, e.entries, e.seq, e.at, s.seq AS state_seq, s.at AS state_at,
                   s.fields, l.lots
            FROM entries e
            LEFT JOIN member_fields s USING (programme, member) LEFT JOIN lots l USING (programme, member)
            """;

    private final int partition;
    private final Consumer<Finding> findings;

    VerifyMembers(int partition, Consumer<Finding> findings) {
        this.partition = partition;
        this.findings = findings;
    }

    void member(Row row) {
        String programme = row.getString("programme");
        MemberId member = new MemberId(row.getString("member"));
        Long stateSeq = row.getLong("state_seq");
        long seq = row.getLong("seq");
        if (stateSeq == null) {
            find(programme, member, "there is no state");
            return;
        }
        if (row.getLong("entries") != seq
                || seq != stateSeq
                || !row.getLong("at").equals(row.getLong("state_at"))) {
            find(programme, member, "its state is not as of its last entry, or entries are missing");
        }
        Map<String, Long> lots = new HashMap<>();
        JsonObject summed = row.getJsonObject("lots");
        if (summed != null) {
            summed.forEach(lot -> lots.put(lot.getKey(), ((Number) lot.getValue()).longValue()));
        }
        if (!lots.equals(lots(member, row.getJsonObject("fields")))) {
            find(programme, member, "its lots are not what the lines come to");
        }
    }

    private static @Nullable Map<String, Long> lots(MemberId member, JsonObject json) {
        Map<String, String> fields = new HashMap<>();
        json.forEach(field -> fields.put(field.getKey(), String.valueOf(field.getValue())));
        MemberState state;
        try {
            state = MemberFields.read(member, fields);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
        Map<String, Long> lots = new HashMap<>();
        state.purses().forEach((unit, purse) -> add(lots, unit, purse));
        for (Hold hold : state.holds().values()) {
            for (LotPart part : hold.parts()) {
                lots.merge(key(hold.unit(), "held", part.lot()), part.amount(), Long::sum);
            }
        }
        return lots;
    }

    private static void add(Map<String, Long> lots, String unit, Purse purse) {
        for (int i = 0; i < purse.lots().size(); i++) {
            lots.merge(key(unit, "available", purse.lots().lot(i)), purse.lots().amount(i), Long::sum);
        }
        for (LotPart part : purse.pending().parts()) {
            lots.merge(key(unit, "pending", part.lot()), part.amount(), Long::sum);
        }
        if (purse.debt() != 0) {
            lots.put(unit + " debt -", -purse.debt());
        }
    }

    private static String key(String unit, String account, Lot lot) {
        return unit + " " + account + " " + (lot.expiresAt() == Lot.NEVER ? "-" : Long.toString(lot.expiresAt()));
    }

    private void find(String programme, MemberId member, String detail) {
        findings.accept(new Finding("member", partition, 0, programme, member.value() + ": " + detail));
    }
}
