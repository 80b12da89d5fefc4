package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.programme.challenge.ChallengeView;
import io.walaa.programme.command.JoinChallenge;
import io.walaa.usecase.MemberView;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Challenges as one member sees them, and joining one. */
public final class ChallengeEndpoints {
    private final ReadMember members;
    private final Programmes programmes;
    private final MemberWrites writes;

    public ChallengeEndpoints(ReadMember members, Programmes programmes, MemberWrites writes) {
        this.members = members;
        this.programmes = programmes;
        this.writes = writes;
    }

    Future<Answer> list(Exchange exchange) {
        return list(exchange, exchange.member());
    }

    Future<Answer> listMine(Exchange exchange) {
        return list(exchange, exchange.self());
    }

    Future<Answer> join(Exchange exchange) {
        return join(exchange, exchange.member(), exchange.argument(1));
    }

    Future<Answer> joinMine(Exchange exchange) {
        return join(exchange, exchange.self(), exchange.argument(0));
    }

    private Future<Answer> join(Exchange exchange, MemberId member, String challenge) {
        exchange.read(in -> true);
        return writes.run(exchange.call(), member, new JoinChallenge(challenge), Map.of())
                .map(receipt -> ReceiptReply.points(receipt, 201));
    }

    private Future<Answer> list(Exchange exchange, MemberId member) {
        Programme programme = programmes.require(exchange.programme()).programme();
        String language = exchange.language().toLanguageTag();
        return members.state(exchange.programme(), member)
                .map(view -> Answer.json(200, json -> write(json, programme, view, language)));
    }

    private static void write(JsonGenerator json, Programme programme, MemberView view, String language)
            throws IOException {
        List<ChallengeView> challenges = ChallengeView.of(programme, view.state(), view.now());
        json.writeStartObject();
        json.writeStringField("asOf", view.now().toString());
        json.writeArrayFieldStart("challenges");
        for (ChallengeView challenge : challenges) {
            write(json, challenge, language);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("badges");
        for (Map.Entry<String, Long> badge : ChallengeView.badges(view.state()).entrySet()) {
            json.writeNumberField(badge.getKey(), badge.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ChallengeView view, String language) throws IOException {
        json.writeStartObject();
        json.writeStringField("challenge", view.terms().id());
        json.writeStringField("kind", view.terms().kind());
        json.writeStringField("title", view.terms().title().in(language));
        if (view.terms().description() != null) {
            json.writeStringField("description", view.terms().description().in(language));
        }
        json.writeBooleanField("joined", view.joined());
        json.writeNumberField("progress", view.progress());
        json.writeNumberField("goal", view.goal());
        json.writeNumberField("completed", view.completed());
        json.writeNumberField("repeat", view.terms().repeat());
        if (view.endsAt() != null) {
            json.writeStringField("endsAt", Instant.ofEpochSecond(view.endsAt()).toString());
        }
        json.writeEndObject();
    }
}
