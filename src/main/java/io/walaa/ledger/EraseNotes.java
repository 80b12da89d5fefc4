package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.member.MemberId;

/** Erases the free text of a member's entries. The digests stay, so the chain still verifies; the salts go too. */
public final class EraseNotes {
    private static final String ERASE = """
            UPDATE entry SET note = NULL, note_salt = NULL
            WHERE member = $2 AND programme = $1 AND member_seq <= $3 AND note IS NOT NULL
            """;

    private EraseNotes() {}

    /** Erases all notes of entries that are flushed. */
    public static Future<Void> of(SqlClient postgres, String programme, MemberId member) {
        return upTo(postgres, programme, member, Long.MAX_VALUE).mapEmpty();
    }

    /** Erases the flushed notes up to and with the member's sequence {@code seq}; gives how many there were. */
    public static Future<Integer> upTo(SqlClient postgres, String programme, MemberId member, long seq) {
        return postgres.preparedQuery(ERASE)
                .execute(Tuple.of(programme, member.value(), seq))
                .map(erased -> erased.rowCount());
    }
}
