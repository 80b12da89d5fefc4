package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.member.MemberId;

/** Erases the free text of a member's entries; the digest that stays keeps the chain verifiable. */
public final class EraseNotes {
    private static final String ERASE =
            "UPDATE entry SET note = NULL WHERE programme = $1 AND member = $2 AND note IS NOT NULL";
    /** What the member's last changes deleted is still under them until they are folded in. */
    private static final String FOLD = """
            UPDATE member_state SET fields = jsonb_strip_nulls(fields || recent), recent = '{}'
            WHERE programme = $1 AND member = $2
            """;

    private EraseNotes() {}

    /** Erases all notes of entries that are flushed, and what the flushed state no longer has. */
    public static Future<Void> of(SqlClient postgres, String programme, MemberId member) {
        Tuple erased = Tuple.of(programme, member.value());
        return postgres.preparedQuery(ERASE)
                .execute(erased)
                .compose(notes -> postgres.preparedQuery(FOLD).execute(erased))
                .mapEmpty();
    }
}
