package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.walaa.member.MemberState;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.metric.Measure;
import io.walaa.programme.segment.Segments;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import io.walaa.usecase.MemberView;
import java.io.IOException;
import java.time.Instant;

/** A member's level and segments, with the texts of the member's locale. */
final class Standings {
    private Standings() {}

    static void write(JsonGenerator json, Programme programme, MemberView view) throws IOException {
        MemberState state = view.state();
        String locale = state.locale(programme.defaultLocale());
        Tiers tiers = programme.part(Tiers.class);
        if (!tiers.levels().isEmpty()) {
            json.writeObjectFieldStart("tier");
            Level level = tiers.of(state);
            if (level != null) {
                json.writeStringField("id", level.id());
                json.writeStringField("title", level.title().in(locale));
                json.writeArrayFieldStart("benefits");
                for (LocalizedText benefit : level.benefits()) {
                    json.writeString(benefit.in(locale));
                }
                json.writeEndArray();
            }
            if (Measure.SPEND.equals(tiers.by())) {
                json.writeStringField("currency", programme.currency());
            }
            write(json, tiers.progress(state, view.now(), programme.zone()), locale);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("segments");
        for (String id : Segments.of(state.facts())) {
            if (programme.part(Segments.class).find(id) != null) {
                json.writeString(id);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Tiers.Progress progress, String locale) throws IOException {
        json.writeNumberField("amount", progress.amount());
        Level next = progress.next();
        if (next != null) {
            json.writeObjectFieldStart("next");
            json.writeStringField("id", next.id());
            json.writeStringField("title", next.title().in(locale));
            json.writeNumberField("threshold", next.threshold());
            json.writeNumberField("missing", Math.max(0, next.threshold() - progress.amount()));
            json.writeEndObject();
        }
        Instant reviewAt = progress.reviewAt();
        if (reviewAt != null) {
            json.writeStringField("reviewAt", reviewAt.toString());
        }
    }
}
