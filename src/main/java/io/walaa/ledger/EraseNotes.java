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
    /** What the member's last changes deleted is still under them until they are folded in. */
    private static final String FOLD = """
            UPDATE member_state SET fields = jsonb_strip_nulls(fields || recent), recent = '{}'
            WHERE programme = $1 AND member = $2
            """;

    private EraseNotes() {}

    /** Erases all notes of entries that are flushed, and what the flushed state no longer has. */
    public static Future<Void> of(SqlClient postgres, String programme, MemberId member) {
        return upTo(postgres, programme, member, Long.MAX_VALUE)
                .compose(notes -> postgres.preparedQuery(FOLD).execute(Tuple.of(programme, member.value())))
                .mapEmpty();
    }

    /** Erases the flushed notes up to and with the member's sequence {@code seq}; gives how many there were. */
    public static Future<Integer> upTo(SqlClient postgres, String programme, MemberId member, long seq) {
        return postgres.preparedQuery(ERASE)
                .execute(Tuple.of(programme, member.value(), seq))
                .map(erased -> erased.rowCount());
    }
}
