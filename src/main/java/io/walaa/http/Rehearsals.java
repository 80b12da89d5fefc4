package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.walaa.backtest.Backtest;
import io.walaa.decision.Refusal;
import io.walaa.journal.EntryBody;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.member.MemberId;
import io.walaa.points.Balance;
import io.walaa.programme.EventBody;
import io.walaa.programme.Programme;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.challenge.ChallengeView;
import io.walaa.programme.segment.Segments;
import io.walaa.programme.tier.Tiers;
import io.walaa.usecase.programme.Drafts;
import io.walaa.usecase.programme.Simulate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trying a draft: on a list of events, and on what really happened. */
public final class Rehearsals {
    private static final int EVENTS_MAX = 500;
    private static final Duration STRETCH_MAX = Duration.ofDays(731);

    private final Simulate simulate;
    private final Backtest backtest;
    private final Messages messages;

    public Rehearsals(Simulate simulate, Backtest backtest, Messages messages) {
        this.simulate = simulate;
        this.backtest = backtest;
        this.messages = messages;
    }

    Future<Answer> simulate(Exchange exchange) {
        Simulate.Wanted wanted = exchange.readChecked(body -> Input.read(body, in -> wanted(in, exchange)));
        Locale language = exchange.language();
        return simulate.play(exchange.programme(), wanted)
                .map(played -> Answer.json(200, json -> write(json, played, language))
                        .with("Content-Language", language.getLanguage()));
    }

    private static Simulate.Wanted wanted(Input in, Exchange exchange) {
        Drafts.Wanted programme = Drafts.Wanted.read(in);
        MemberId real = in.optional("memberId", value -> {
            String id = value.text(64);
            if (MemberId.isMember(id)) {
                return new MemberId(id);
            }
            if (!id.isEmpty()) {
                value.refuse(InputCode.BAD_FORMAT, "expected", "mem_…");
            }
            return null;
        });
        ObjectNode invented = in.optional("member", value -> value.free());
        if (real != null && invented != null) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "memberId, member");
        }
        List<RecordedEvent> events = in.field("events").list(EVENTS_MAX, value -> value.object(EventBody::event));
        Instant before = Instant.MIN;
        for (int i = 0; in.sound() && i < events.size(); i++) {
            if (events.get(i).occurredAt().isBefore(before)) {
                in.refuse("events", InputCode.ENDS_BEFORE_START);
                break;
            }
            before = events.get(i).occurredAt();
        }
        return new Simulate.Wanted(programme, real, invented, events, exchange.flag("explain"));
    }

    /** Starts a back-test; a second one does no harm, so the key is only asked for. */
    Future<Answer> backtest(Exchange exchange) {
        record Asked(Drafts.Wanted programme, Instant from, Instant until) {}
        Asked asked = exchange.readChecked(body -> Input.read(body, in -> {
            Drafts.Wanted programme = Drafts.Wanted.read(in);
            Instant from = in.field("from").instant();
            Instant until = in.field("until").instant();
            if (in.sound() && !from.isBefore(until)) {
                in.refuse("until", InputCode.ENDS_BEFORE_START);
            } else if (in.sound() && Duration.between(from, until).compareTo(STRETCH_MAX) > 0) {
                in.refuse(
                        "until",
                        InputCode.TOO_LARGE,
                        "max",
                        from.plus(STRETCH_MAX).toString());
            }
            return new Asked(programme, from, until);
        }));
        CallHeaders.key(exchange.request());
        return backtest.start(exchange.programme(), exchange.caller().name(), asked.programme, asked.from, asked.until)
                .map(JobEndpoints::started);
    }

    private void write(JsonGenerator json, Simulate.Played played, Locale language) throws IOException {
        Programme programme = played.programme().programme();
        json.writeStartObject();
        json.writeNumberField("programmeVersion", played.programme().version());
        json.writeArrayFieldStart("steps");
        for (Simulate.Step step : played.steps()) {
            step(json, step, language);
        }
        json.writeEndArray();
        long last = played.steps().isEmpty()
                ? 0
                : played.steps().get(played.steps().size() - 1).at().getEpochSecond();
        json.writeObjectFieldStart("balances");
        for (String unit : programme.units().keySet()) {
            json.writeObjectFieldStart(unit);
            ReceiptReply.writeBalance(json, played.state().balance(unit, last));
            json.writeEndObject();
        }
        json.writeEndObject();
        var tier = programme.part(Tiers.class).of(played.state());
        json.writeStringField("tier", tier == null ? null : tier.id());
        json.writeArrayFieldStart("segments");
        for (String segment : Segments.of(played.state().facts())) {
            json.writeString(segment);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("challenges");
        for (ChallengeView view : ChallengeView.of(programme, played.state(), Instant.ofEpochSecond(last))) {
            json.writeNumberField(view.terms().id(), view.progress());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void step(JsonGenerator json, Simulate.Step step, Locale language) throws IOException {
        json.writeStartObject();
        if (step.event() != null) {
            json.writeNumberField("event", step.event());
        }
        json.writeStringField("at", step.at().toString());
        Refusal refusal = step.refusal();
        if (refusal != null) {
            json.writeObjectFieldStart("refusal");
            json.writeStringField("code", refusal.code());
            json.writeStringField("detail", messages.text(language, refusal.code(), refusal.values()));
            json.writeEndObject();
        }
        if (step.decision() != null) {
            json.writeStringField("type", step.decision().type());
            json.writeFieldName("effects");
            EntryBody.writeEffects(json, step.decision().effects());
            json.writeObjectFieldStart("balances");
            for (Map.Entry<String, Balance> unit : step.decision().balances().entrySet()) {
                json.writeObjectFieldStart(unit.getKey());
                ReceiptReply.writeBalance(json, unit.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        if (step.trace().isWanted()) {
            ReceiptReply.writeTrace(json, step.trace());
        }
        json.writeEndObject();
    }
}
