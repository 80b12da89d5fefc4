package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.decision.Refusal;
import io.walaa.journal.OperationKey;
import io.walaa.json.InvalidInput;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.programme.command.EditFacts;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.WriteOnce;
import io.walaa.usecase.WriteOnce.Written;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the directory has of a member, then what the hot state has of it. It is answered when both stand; where
 * the second step failed, a retry under the same key finishes it.
 */
public final class ChangeMember {
    private final Pool pool;
    private final WriteOnce writes;
    private final Directory directory;
    private final OperationKeys keys;
    private final MemberWrites hot;

    public ChangeMember(Pool pool, OperationKeys keys, MemberWrites hot) {
        this.pool = pool;
        this.writes = new WriteOnce(pool, keys);
        this.directory = new Directory(keys);
        this.keys = keys;
        this.hot = hot;
    }

    /**
     * A member that was changed.
     *
     * @param profile as it is now
     * @param replayed whether this call's key had changed it before
     */
    public record Changed(Profile profile, boolean replayed) {}

    /**
     * Merges a patch into a member (RFC 7396: what is named replaces, null removes).
     *
     * @param rules the active programme
     * @param version the one the caller read, 0 for whichever is there
     * @return fails with {@link InvalidInput}, or with a refusal: {@code member-not-found}, {@code member-erased},
     *     {@code precondition-failed}, {@code external-id-taken}
     */
    public Future<Changed> change(Call call, Programme rules, MemberId member, int version, JsonNode patch) {
        AtomicReference<@Nullable Profile> fresh = new AtomicReference<>();
        Future<Written> written = writes.run(
                call,
                transaction -> write(transaction, call, rules, member, version, patch)
                        .map(profile -> {
                            fresh.set(profile);
                            return new JsonObject().put("version", profile.version());
                        }));
        return Postgres.orUnavailable(written.compose(once -> {
            Profile profile = fresh.get();
            if (profile != null && call.dryRun()) {
                return Future.succeededFuture(new Changed(profile, false));
            }
            Future<Profile> now = profile == null
                    ? pool.withTransaction(transaction -> directory.lock(transaction, call.programme(), member))
                    : Future.succeededFuture(profile);
            int at = once.outcome().getInteger("version");
            return now.compose(read -> heat(call, rules, read, at).map(new Changed(read, once.replayed())));
        }));
    }

    private Future<Profile> write(
            SqlConnection transaction, Call call, Programme rules, MemberId member, int version, JsonNode patch) {
        return directory.lock(transaction, call.programme(), member).compose(before -> {
            if (before.erasedAt() != null) {
                return Future.failedFuture(Refusal.of("member-erased"));
            }
            if (version != 0 && version != before.version()) {
                return Future.failedFuture(Refusal.edited(before.version()));
            }
            JsonNode merged = MergePatch.apply(before.content().json(), patch);
            MemberContent content = MemberContent.read(merged, rules);
            return directory.update(transaction, before, content);
        });
    }

    /** Commits the profile's hot fields, under a key derived from the edit so that it happens once. */
    private Future<Void> heat(Call call, Programme rules, Profile profile, int version) {
        OperationKey key = keys.derived(call.programme(), profile.id().value(), "profile", Integer.toString(version));
        EditFacts edit = EditFacts.profile(profile.version(), profile.content().hot(rules));
        return hot.run(call, profile.id(), edit, key, "", 0, Map.of(), false).mapEmpty();
    }
}
