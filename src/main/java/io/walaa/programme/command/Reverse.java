package io.walaa.programme.command;

import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.CapUse;
import io.walaa.order.SpentPoints;
import io.walaa.points.Account;
import io.walaa.points.Hold;
import io.walaa.points.Posting;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Undoes an entry, once, by posting its mirror.
 *
 * @param entry the entry's id
 * @param reversed what it did
 * @param lenient whether what the member no longer has becomes debt or is written off, rather than refused
 */
public record Reverse(EntryId entry, Decision reversed, boolean lenient) implements Command {
    private static final String TYPE = "reverse";
    private static final Set<String> REVERSIBLE =
            Set.of("earn", "opening", "redeem", "capture", "hold", "adjust", "expire", "return", "cancel", "confirm");

    /** The name of the page that says that the entry with this key was reversed. */
    static String page(String entryKey) {
        return "rev:" + entryKey;
    }

    @Override
    public List<String> pages() {
        List<String> pages = new ArrayList<>(List.of(page(entry.key()), SpentPoints.page(entry.key())));
        reversed.pages().forEach(page -> pages.add(page.name()));
        return pages;
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        requireReversible(pages);
        MemberChange change = new MemberChange(state, moment);
        List<Page> written = new ArrayList<>(2);
        written.add(new Page(page(entry.key()), "\"" + moment.entry().key() + "\"", true));
        ReversedOrder order = ReversedOrder.of(this, pages);
        if (order != null && reversed.type().equals("earn")) {
            order.undoPurchase(programme, change, written);
        } else {
            if (order != null) {
                order.undoReturn(change, written);
            }
            undo(programme, change, state);
            String spent = pages.get(SpentPoints.page(entry.key()));
            if (spent != null) {
                String text = SpentPoints.read(entry.key(), spent).reversed().text();
                written.add(new Page(SpentPoints.page(entry.key()), text, false));
            }
        }
        Lapses.started(programme, change);
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of("entry.reversed", "entry", entry.text("txn"), "type", reversed.type()));
        for (String unit : programme.units().keySet()) {
            long delta = change.after().balance(unit, moment.second()).available()
                    - state.balance(unit, moment.second()).available();
            if (delta != 0) {
                happening.tell(Effect.of("points.reversed", "unit", unit, "amount", delta));
            }
        }
        if (order == null) {
            programme.course().reversed(happening, reversed.effects());
        } else {
            programme.course().takenBack(happening, order.takenBack());
        }
        written.forEach(happening::write);
        return happening.decided(TYPE);
    }

    private void requireReversible(Map<String, String> pages) {
        if (reversed.type().equals(TYPE)) {
            throw Refusal.of("reversal-of-reversal");
        }
        // an event that earned nothing may have counted for something
        boolean empty = reversed.postings().isEmpty()
                && ReversedOrder.page(reversed) == null
                && !reversed.type().equals("earn");
        if (!REVERSIBLE.contains(reversed.type()) || empty) {
            throw Refusal.of("entry-not-reversible", "type", reversed.type());
        }
        if (pages.containsKey(page(entry.key()))) {
            throw Refusal.of("already-reversed");
        }
        String spent = pages.get(SpentPoints.page(entry.key()));
        if (spent != null && !SpentPoints.read(entry.key(), spent).order().isEmpty()) {
            throw Refusal.of(
                    "entry-paid-order",
                    "order",
                    SpentPoints.read(entry.key(), spent).order());
        }
    }

    private void undo(Programme programme, MemberChange change, MemberState state) {
        if (reversed.type().equals("hold")) {
            Hold hold = state.holds().get(entry.key());
            if (hold == null) {
                throw Refusal.of("hold-not-open", "hold", entry.text("hold"));
            }
            Holds.end(change, hold, 0, Account.REDEEMED);
            return;
        }
        boolean capture = reversed.type().equals("capture");
        List<Posting> postings = capture
                ? reversed.postings().stream()
                        .filter(posting -> posting.credit().equals(Account.REDEEMED))
                        .toList()
                : reversed.postings();
        new Mirror(programme, change, lenient).undo(postings);
        giveCapsBack(change);
    }

    /** What an award drew on a cap is free again, while its period lasts. */
    private void giveCapsBack(MemberChange change) {
        for (Effect effect : reversed.effects()) {
            Object rule = effect.values().get("rule");
            if (rule == null || !(effect.values().get("amount") instanceof Number amount)) {
                continue;
            }
            String family = "c." + rule + ".";
            reversed.fields().forEach((fact, value) -> {
                if (value != null && fact.startsWith(family)) {
                    CapUse use = CapUse.of(fact, value);
                    if (use.counts(change.fact(fact))) {
                        change.fact(fact, use.raised(change.fact(fact), -amount.longValue()));
                    }
                }
            });
        }
    }
}
