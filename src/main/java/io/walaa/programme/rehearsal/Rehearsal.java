package io.walaa.programme.rehearsal;

import io.walaa.decision.Decision;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.member.Deadline;
import io.walaa.member.Decided;
import io.walaa.member.MemberState;
import io.walaa.member.Settlement;
import io.walaa.programme.Programme;
import io.walaa.programme.command.Command;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One member under one programme, in memory: what a lane does, by the same functions, without a commit. Not
 * thread-safe.
 */
public final class Rehearsal {
    private static final String MARK = "0000";

    /** Far more orders than a person places; the oldest that was not touched since is forgotten first. */
    private static final int PAGES_MAX = 10_000;

    private final Programme programme;
    private final Map<String, String> pages = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > PAGES_MAX;
        }
    };
    private MemberState state;

    /** @param state how the member starts */
    public Rehearsal(Programme programme, MemberState state) {
        this.programme = programme;
        this.state = state;
    }

    /** The member as it is now. */
    public MemberState state() {
        return state;
    }

    /** Whether a page of this name was written and is still remembered. */
    public boolean has(String page) {
        return pages.containsKey(page);
    }

    /** Settles what is due by an instant; {@code settled} takes each decision. */
    public void settle(Instant now, Consumer<Decision> settled) {
        long second = now.getEpochSecond();
        while (true) {
            Settlement.Due due = Settlement.first(state, second);
            Deadline deadline = Deadline.first(state.facts());
            Moment moment = moment(now, null, Trace.off());
            Decided decided;
            if (deadline != null && deadline.at() <= second && (due == null || deadline.at() < due.at())) {
                decided = programme.course().settle(programme, state, deadline, moment);
            } else if (due != null) {
                decided = Settlement.settle(state, due, moment);
            } else {
                return;
            }
            settled.accept(keep(decided));
        }
    }

    /**
     * Decides a command; what is due must have been settled.
     *
     * @param entry the key of the entry that it stands for, null for a new one
     * @throws Refusal if the rules say no; nothing has changed then
     */
    public Decision run(Command command, Instant now, @Nullable EntryId entry, Trace trace) {
        Map<String, String> read = new HashMap<>();
        command.pages().forEach(name -> read(name, read));
        command.freshPages().forEach(name -> read(name, read));
        try {
            return keep(command.decide(programme, state, moment(now, entry, trace), read));
        } catch (ArithmeticException overflow) {
            throw Refusal.of("amount-too-large");
        }
    }

    private void read(String name, Map<String, String> into) {
        String content = pages.get(name);
        if (content != null) {
            into.put(name, content);
        }
    }

    private Moment moment(Instant now, @Nullable EntryId entry, Trace trace) {
        EntryId id = entry == null ? new EntryId(state.id().body(), state.seq() + 1, MARK) : entry;
        boolean early = now.toEpochMilli() < state.postedAt();
        return new Moment(early ? Instant.ofEpochMilli(state.postedAt()) : now, id, trace);
    }

    private Decision keep(Decided decided) {
        state = decided.state();
        for (Page page : decided.decision().pages()) {
            pages.put(page.name(), page.content());
        }
        return decided.decision();
    }
}
