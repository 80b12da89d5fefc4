package io.walaa.live.event;

import io.walaa.decision.Effect;
import io.walaa.journal.Entry;
import io.walaa.points.Account;
import io.walaa.points.Balance;
import io.walaa.points.Posting;
import io.walaa.programme.Programme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an entry into what the member's screen is told: what happened to balances, from its lines; everything else from
 * its effects, one line each in {@link EffectEvents}. Every event carries absolute values and the member's sequence, so
 * seeing one twice does no harm.
 */
public final class MemberEvents {
    private final Entry entry;
    private final String time;
    private final List<LiveEvent> events = new ArrayList<>(2);

    private MemberEvents(Entry entry) {
        this.entry = entry;
        this.time = Instant.ofEpochMilli(entry.postedAt()).toString();
    }

    /**
     * The events of an entry, in the order in which they are shown; none if a screen shows nothing of it.
     *
     * @param programme whose titles are shown; null if there is none active
     * @param locale of the screen
     */
    public static List<LiveEvent> of(Entry entry, @Nullable Programme programme, String locale) {
        MemberEvents made = new MemberEvents(entry);
        made.balances();
        for (ExpiringLot lot : ExpiringLot.changed(entry)) {
            made.add("points.expiring", lot.data());
        }
        for (Effect effect : entry.decision().effects()) {
            for (EffectEvents.Shown shown : EffectEvents.ALL.getOrDefault(effect.type(), List.of())) {
                Map<String, Object> data = shown.telling().data(effect, programme, locale);
                if (data != null) {
                    made.add(shown.type(), data);
                }
            }
        }
        return made.events;
    }

    private void balances() {
        Map<String, long[]> moved = new LinkedHashMap<>(2);
        for (Posting line : entry.decision().postings()) {
            long[] delta = moved.computeIfAbsent(line.unit(), unit -> new long[2]);
            move(delta, line.debit(), -line.amount());
            move(delta, line.credit(), line.amount());
        }
        moved.forEach((unit, delta) -> {
            Balance now = entry.decision().balances().get(unit);
            if (now == null) {
                return;
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("unit", unit);
            data.put("delta", delta[0]);
            data.put("available", now.available());
            data.put("pending", now.pending());
            data.put("held", now.held());
            data.put("debt", now.debt());
            add("balance.changed", data);
            if (delta[1] != 0) {
                Map<String, Object> pending = new LinkedHashMap<>();
                pending.put("unit", unit);
                pending.put("delta", delta[1]);
                pending.put("pending", now.pending());
                add("points.pending", pending);
            }
        });
    }

    private static void move(long[] delta, String account, long amount) {
        switch (account) {
            case Account.AVAILABLE -> delta[0] += amount;
            case Account.PENDING -> delta[1] += amount;
            default -> {
                // Held points and debt are shown with the balance; other accounts are the programme's.
            }
        }
    }

    private void add(String type, Map<String, Object> data) {
        data.put("seq", entry.seq());
        String number = events.isEmpty() ? "" : "." + events.size();
        events.add(new LiveEvent(entry.id().text("evt") + number, type, time, data));
    }
}
