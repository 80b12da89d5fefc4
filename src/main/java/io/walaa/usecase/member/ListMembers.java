package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.member.MemberId;
import io.walaa.store.postgres.ExternalIdTable;
import io.walaa.store.postgres.MemberRow;
import io.walaa.store.postgres.MemberTable;
import io.walaa.usecase.Postgres;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a programme's members, newest first, without the erased. */
public final class ListMembers {
    /** Sorts after every member's id. */
    private static final String END = "mem_~";

    private final Pool pool;

    public ListMembers(Pool pool) {
        this.pool = pool;
    }

    /**
     * A part of the list.
     *
     * @param next where the next part starts, for {@link #list}; null at the end
     */
    public record Listed(List<Profile> members, @Nullable MemberId next) {}

    /**
     * Reads a part.
     *
     * @param after the last member of the part before; null for the first part
     */
    public Future<Listed> list(String programme, @Nullable MemberId after, int limit) {
        String before = after == null ? END : after.value();
        return Postgres.orUnavailable(MemberTable.list(pool, programme, before, limit + 1)
                .compose(rows -> {
                    List<MemberRow> part = rows.subList(0, Math.min(limit, rows.size()));
                    List<String> ids = part.stream().map(MemberRow::id).toList();
                    return ExternalIdTable.ofAll(pool, programme, ids).map(names -> {
                        List<Profile> members = part.stream()
                                .map(row -> Profile.of(row, names.getOrDefault(row.id(), List.of())))
                                .toList();
                        return new Listed(
                                members,
                                rows.size() > limit
                                        ? members.get(members.size() - 1).id()
                                        : null);
                    });
                }));
    }
}
