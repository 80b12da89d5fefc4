package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.member.MemberId;

/** Erases the free text of a member's entries; the digest that stays keeps the chain verifiable. */
public final class EraseNotes {
    private static final String ERASE =
            "UPDATE entry SET note = NULL WHERE programme = $1 AND member = $2 AND note IS NOT NULL";

    private EraseNotes() {}

    /** Erases all notes of entries that are flushed. */
    public static Future<Void> of(SqlClient postgres, String programme, MemberId member) {
        return postgres.preparedQuery(ERASE)
                .execute(Tuple.of(programme, member.value()))
                .mapEmpty();
    }
}
