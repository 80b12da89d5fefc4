package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.access.MemberTokens;
import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.member.ChangeMember;
import io.walaa.usecase.member.CreateMember;
import io.walaa.usecase.member.EraseMember;
import io.walaa.usecase.member.ExternalId;
import io.walaa.usecase.member.ListMembers;
import io.walaa.usecase.member.MemberContent;
import io.walaa.usecase.member.Profile;
import io.walaa.usecase.member.ReadProfile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the members are. */
public final class Members {
    private static final String EXTERNAL_ID = "externalId";

    private final Programmes programmes;
    private final CreateMember create;
    private final ReadProfile read;
    private final ListMembers list;
    private final ChangeMember change;
    private final EraseMember erase;
    private final MemberTokens tokens;

    public Members(
            Programmes programmes,
            CreateMember create,
            ReadProfile read,
            ListMembers list,
            ChangeMember change,
            EraseMember erase,
            MemberTokens tokens) {
        this.programmes = programmes;
        this.create = create;
        this.read = read;
        this.list = list;
        this.change = change;
        this.erase = erase;
        this.tokens = tokens;
    }

    Future<Answer> create(Exchange exchange) {
        Programme rules = programmes.require(exchange.programme()).programme();
        MemberContent content = exchange.readChecked(body -> MemberContent.read(body, rules));
        boolean dryRun = exchange.flag("dryRun");
        return create.create(exchange.call(), rules, content)
                .map(created -> marked(created.replayed(), answer(dryRun ? 200 : 201, created.profile())));
    }

    Future<Answer> read(Exchange exchange) {
        return read.read(exchange.programme(), exchange.member()).map(profile -> answer(200, profile));
    }

    Future<Answer> list(Exchange exchange) {
        String name = exchange.query(EXTERNAL_ID);
        if (name != null) {
            return find(exchange, name);
        }
        return list.list(exchange.programme(), start(exchange), Paging.limit(exchange))
                .map(part -> {
                    MemberId last = part.next();
                    String next = Paging.next(last == null ? null : last.value());
                    return Paging.linked(exchange, list(part.members(), next), next);
                });
    }

    private static @Nullable MemberId start(Exchange exchange) {
        String start = Paging.start(exchange);
        if (start == null) {
            return null;
        }
        if (!MemberId.isMember(start)) {
            throw Paging.wrong();
        }
        return new MemberId(start);
    }

    private Future<Answer> find(Exchange exchange, String name) {
        int colon = name.indexOf(':');
        if (colon < 1 || colon == name.length() - 1) {
            throw Rejection.parameter(EXTERNAL_ID, "card:7001");
        }
        ExternalId id = new ExternalId(name.substring(0, colon), name.substring(colon + 1));
        return read.read(exchange.programme(), id)
                .map(List::of)
                .recover(Members::nobody)
                .map(found -> list(found, null));
    }

    private static Future<List<Profile>> nobody(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND
                ? Future.succeededFuture(List.of())
                : Future.failedFuture(failure);
    }

    Future<Answer> change(Exchange exchange) {
        Programme rules = programmes.require(exchange.programme()).programme();
        MemberId member = exchange.member();
        int version = EntityTags.required(exchange);
        // what the fields mean shows once they are merged; here it only must be an object
        Input.read(exchange.json(), Members::anything);
        return change.change(exchange.call(), rules, member, version, exchange.json())
                .map(changed -> marked(changed.replayed(), answer(200, changed.profile())));
    }

    private static boolean anything(Input in) {
        in.takeAll();
        return true;
    }

    Future<Answer> erase(Exchange exchange) {
        return erase.erase(exchange.call(), exchange.member()).map(erased -> Answer.empty());
    }

    /** Mints a token; it needs no key, a second one does no harm. */
    Future<Answer> token(Exchange exchange) {
        exchange.read(in -> true);
        return read.read(exchange.programme(), exchange.member()).map(profile -> {
            if (profile.erasedAt() != null) {
                throw Refusal.of("member-erased");
            }
            MemberTokens.Token token = tokens.issue(exchange.programme(), profile.id());
            return Answer.json(201, json -> {
                json.writeStartObject();
                json.writeStringField("token", token.text());
                json.writeStringField("expiresAt", token.expiresAt().toString());
                json.writeEndObject();
            });
        });
    }

    private static Answer answer(int status, Profile profile) {
        return Answer.json(status, json -> json.writeTree(profile.json()))
                .with("ETag", EntityTags.of(profile.version()));
    }

    static Answer marked(boolean replayed, Answer answer) {
        return replayed ? answer.with("Idempotency-Replayed", "true") : answer;
    }

    private static Answer list(List<Profile> members, @Nullable String next) {
        return Answer.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("members");
            for (Profile member : members) {
                json.writeTree(member.json());
            }
            json.writeEndArray();
            writeNext(json, next);
            json.writeEndObject();
        });
    }

    static void writeNext(JsonGenerator json, @Nullable String next) throws IOException {
        json.writeStringField("next", next);
    }
}
