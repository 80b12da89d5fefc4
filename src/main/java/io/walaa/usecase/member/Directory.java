package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.store.postgres.ExternalIdTable;
import io.walaa.store.postgres.ExternalIdTable.ExternalIdRow;
import io.walaa.store.postgres.MemberRow;
import io.walaa.store.postgres.MemberTable;
import io.walaa.usecase.OperationKeys;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members and their names, read and written together inside the caller's transaction. */
final class Directory {
    private final OperationKeys keys;

    Directory(OperationKeys keys) {
        this.keys = keys;
    }

    /** Adds a member; fails with {@code external-id-taken} if one of the names is somebody's. */
    Future<Profile> insert(
            SqlConnection transaction, String programme, Programme rules, MemberId id, MemberContent content) {
        JsonObject initial = new JsonObject();
        content.hot(rules).forEach(initial::put);
        List<ExternalIdRow> names = rows(content.externalIds());
        return MemberTable.insert(transaction, programme, id.value(), initial, content.personal())
                .compose(row -> give(transaction, programme, id, names).map(Profile.of(row, names)));
    }

    /** Replaces a member's content; {@code before} is what the transaction holds. */
    Future<Profile> update(SqlConnection transaction, Profile before, MemberContent content) {
        List<ExternalIdRow> old = rows(before.content().externalIds());
        List<ExternalIdRow> names = rows(content.externalIds());
        Set<ExternalIdRow> gone = new HashSet<>(old);
        names.forEach(gone::remove);
        List<ExternalIdRow> fresh =
                names.stream().filter(name -> !old.contains(name)).toList();
        String programme = before.programme();
        return take(transaction, programme, List.copyOf(gone))
                .compose(taken -> give(transaction, programme, before.id(), fresh))
                .compose(given ->
                        MemberTable.update(transaction, programme, before.id().value(), content.personal()))
                .map(row -> Profile.of(row, names));
    }

    /** Forgets everything personal. */
    Future<Void> erase(SqlConnection transaction, Profile profile) {
        return take(transaction, profile.programme(), rows(profile.content().externalIds()))
                .compose(taken -> MemberTable.erase(
                        transaction, profile.programme(), profile.id().value()));
    }

    /** A member; null if the programme has none of that id. */
    Future<@Nullable Profile> find(SqlClient client, String programme, MemberId id) {
        return MemberTable.find(client, programme, id.value()).compose(row -> named(client, row));
    }

    /** A member that nobody else changes until the transaction ends; fails with {@code member-not-found}. */
    Future<Profile> lock(SqlConnection transaction, String programme, MemberId id) {
        return MemberTable.lock(transaction, programme, id.value())
                .compose(row -> named(transaction, row))
                .compose(profile -> profile == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : Future.succeededFuture(profile));
    }

    private static Future<@Nullable Profile> named(SqlClient client, @Nullable MemberRow row) {
        return row == null
                ? Future.succeededFuture()
                : ExternalIdTable.of(client, row.programme(), row.id()).map(names -> Profile.of(row, names));
    }

    /** Whose name this is; null if nobody's. */
    Future<@Nullable String> owner(SqlClient client, String programme, ExternalId id) {
        return ExternalIdTable.owner(client, programme, id.type(), id.lookup(keys));
    }

    /** Whose names these are; null if nobody's, or not one member's alone. */
    Future<@Nullable String> owner(SqlClient client, String programme, List<ExternalId> ids) {
        List<String> names = ids.stream().map(id -> cacheKey(programme, id)).toList();
        return ExternalIdTable.owners(client, names).map(owners -> {
            Set<String> members = new HashSet<>(owners.values());
            return members.size() == 1 ? members.iterator().next() : null;
        });
    }

    /** The text that names an external id in caches. */
    String cacheKey(String programme, ExternalId id) {
        return ExternalIdTable.key(programme, id.type(), id.lookup(keys));
    }

    /** In one order everywhere, so that two transactions never wait for each other in a circle. */
    private List<ExternalIdRow> rows(List<ExternalId> ids) {
        return ids.stream()
                .map(id -> new ExternalIdRow(id.type(), id.lookup(keys), id.value()))
                .sorted(Comparator.comparing(ExternalIdRow::type).thenComparing(ExternalIdRow::lookup))
                .toList();
    }

    private Future<Void> give(SqlConnection transaction, String programme, MemberId member, List<ExternalIdRow> rows) {
        Future<Void> given = Future.succeededFuture();
        for (ExternalIdRow row : rows) {
            given = given.compose(before -> ExternalIdTable.insert(transaction, programme, member.value(), row))
                    .compose(free -> free
                            ? Future.succeededFuture()
                            : Future.failedFuture(Refusal.of("external-id-taken", "type", row.type())));
        }
        return given;
    }

    private Future<Void> take(SqlConnection transaction, String programme, List<ExternalIdRow> rows) {
        Future<Void> taken = Future.succeededFuture();
        for (ExternalIdRow row : rows) {
            taken = taken.compose(before -> ExternalIdTable.delete(transaction, programme, row))
                    .compose(deleted -> ExternalIdTable.announce(transaction, row.cacheKey(programme)));
        }
        return taken;
    }
}
