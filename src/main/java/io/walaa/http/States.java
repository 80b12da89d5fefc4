package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.Lots;
import io.walaa.points.Purse;
import io.walaa.programme.ActiveProgramme;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberView;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A member's balances, what expires soon, and open holds. */
public final class States {
    private static final int EXPIRING_MAX = 12;

    private final ReadMember members;
    private final Programmes programmes;
    private final LiveChannels live;

    public States(ReadMember members, Programmes programmes, LiveChannels live) {
        this.members = members;
        this.programmes = programmes;
        this.live = live;
    }

    Future<Answer> read(Exchange exchange) {
        return read(exchange.programme(), exchange.member(), null);
    }

    Future<Answer> readMine(Exchange exchange) {
        String programme = exchange.programme();
        MemberId member = exchange.self();
        // The position is read before the data: what happens in between comes again, and nothing is left out.
        return live.enter(new MemberKey(programme, member), LivePosition.NONE)
                .map(LiveRead::position)
                .recover(failure -> failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND
                        ? Future.failedFuture(failure)
                        : Future.succeededFuture())
                .compose(at -> read(programme, member, at));
    }

    private Future<Answer> read(String programme, MemberId member, @Nullable LivePosition at) {
        return members.state(programme, member).map(view -> Answer.json(200, json -> write(json, view, programme, at)));
    }

    /** The programme's units in its own order, and those a member still has of older versions. */
    private Set<String> units(String programme, MemberState state) {
        ActiveProgramme active = programmes.active(programme);
        Set<String> units = new java.util.LinkedHashSet<>();
        if (active != null) {
            units.addAll(active.programme().units().keySet());
        }
        Set<String> others = new TreeSet<>(state.purses().keySet());
        state.holds().values().forEach(hold -> others.add(hold.unit()));
        units.addAll(others);
        return units;
    }

    private void write(JsonGenerator json, MemberView view, String programme, @Nullable LivePosition at)
            throws IOException {
        MemberState state = view.state();
        long now = view.now().getEpochSecond();
        json.writeStartObject();
        json.writeStringField("id", state.id().value());
        json.writeNumberField("seq", state.seq());
        json.writeStringField("asOf", view.now().toString());
        if (view.stale()) {
            json.writeBooleanField("stale", true);
        }
        // Data that may be behind covers no position: a screen that went on from there would miss what is between.
        if (at != null && !view.stale()) {
            json.writeObjectFieldStart("live");
            json.writeStringField("epoch", at.epoch());
            json.writeNumberField("offset", at.offset());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("balances");
        for (String unit : units(programme, state)) {
            json.writeObjectFieldStart(unit);
            ReceiptReply.writeBalance(json, state.balance(unit, now));
            writeExpiring(json, state.purse(unit), now);
            json.writeEndObject();
        }
        json.writeEndObject();
        writeHolds(json, state, now);
        ActiveProgramme active = programmes.active(programme);
        if (active != null) {
            Standings.write(json, active.programme(), view);
            Possessions.write(json, active.programme(), view);
        }
        json.writeEndObject();
    }

    private static void writeExpiring(JsonGenerator json, Purse purse, long now) throws IOException {
        Lots lots = purse.lots();
        json.writeArrayFieldStart("expiring");
        int written = 0;
        for (int i = 0; i < lots.size() && written < EXPIRING_MAX; i++) {
            long at = Math.min(lots.lot(i).expiresAt(), purse.lapsesAt());
            if (at > now && at != Lot.NEVER) {
                json.writeStartObject();
                json.writeStringField("at", Instant.ofEpochSecond(at).toString());
                json.writeNumberField("amount", lots.amount(i));
                json.writeEndObject();
                written++;
            }
        }
        json.writeEndArray();
    }

    private static void writeHolds(JsonGenerator json, MemberState state, long now) throws IOException {
        List<Hold> open = state.holds().values().stream()
                .filter(hold -> hold.expiresAt() > now)
                .sorted(Comparator.comparingLong(Hold::expiresAt).thenComparing(Hold::key))
                .toList();
        json.writeArrayFieldStart("holds");
        for (Hold hold : open) {
            json.writeStartObject();
            json.writeStringField("hold", "hold_" + state.id().body() + hold.key());
            json.writeStringField("unit", hold.unit());
            json.writeNumberField("amount", hold.amount());
            json.writeStringField(
                    "expiresAt", Instant.ofEpochSecond(hold.expiresAt()).toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
