package io.walaa.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.decision.Decision;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.Entry;
import io.walaa.json.Json;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.command.Command;
import io.walaa.programme.command.EditFacts;
import io.walaa.programme.rehearsal.Rehearsal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One member's entries, in order: folded up to the stretch, then replayed under the draft beside what really happened.
 */
final class MemberReplay {
    private static final String VERSION = "pv";

    private final MemberId member;
    private final Programme draft;
    private final Instant from;
    private final Comparison report;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable Rehearsal rehearsal;

    /** @param initial the hot state before the first entry, as JSON text; null for nothing */
    MemberReplay(MemberId member, @Nullable String initial, Programme draft, Instant from, Comparison report) {
        this.member = member;
        this.draft = draft;
        this.from = from;
        this.report = report;
        if (initial != null) {
            for (Map.Entry<String, JsonNode> field : Json.read(initial).properties()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        }
    }

    MemberId member() {
        return member;
    }

    /** Takes the next entry. */
    void entry(Entry entry, @Nullable String note) {
        Instant at = Instant.ofEpochMilli(entry.postedAt());
        if (at.isBefore(from)) {
            fold(entry);
            return;
        }
        LocalDate day = at.atZone(draft.zone()).toLocalDate();
        Comparison.Day figures = report.day(day);
        figures.actual().add(entry.decision());
        Rehearsal replay = rehearsal();
        replay.settle(at, settled -> figures.draft().add(settled));
        replay(replay, entry, note, at, figures.draft());
        fold(entry);
    }

    private void replay(Rehearsal replay, Entry entry, @Nullable String note, Instant at, Figures figures) {
        Decision actual = entry.decision();
        Command command = actual.type().equals("profile") || actual.type().equals("erase")
                ? profile(actual)
                : Replayed.of(
                        actual,
                        entry.event().isEmpty() ? null : entry.event(),
                        Instant.ofEpochMilli(entry.occurredAt()),
                        note,
                        replay);
        if (command == null) {
            return;
        }
        if (note == null && !entry.event().isEmpty()) {
            report.erased();
        }
        try {
            figures.add(replay.run(command, at, entry.id(), Trace.off()));
        } catch (Refusal refusal) {
            figures.refused(refusal.code());
        }
    }

    private EditFacts profile(Decision actual) {
        Map<String, String> facts = new HashMap<>();
        fields.forEach((name, value) -> {
            if (MemberState.isProfile(name)) {
                facts.put(name, value);
            }
        });
        actual.fields().forEach((name, value) -> {
            if (MemberState.isProfile(name)) {
                put(facts, name, value);
            }
        });
        String version = actual.fields().get(VERSION);
        return new EditFacts(actual.type(), version == null ? Integer.MAX_VALUE : Integer.parseInt(version), facts);
    }

    private void fold(Entry entry) {
        entry.decision().fields().forEach((name, value) -> put(fields, name, value));
        fields.put("seq", Long.toString(entry.seq()));
    }

    private static void put(Map<String, String> into, String name, @Nullable String value) {
        if (value == null) {
            into.remove(name);
        } else {
            into.put(name, value);
        }
    }

    private Rehearsal rehearsal() {
        Rehearsal known = rehearsal;
        if (known == null) {
            MemberState start = MemberFields.read(member, fields);
            report.opened(start, from.getEpochSecond());
            known = new Rehearsal(draft, start);
            rehearsal = known;
        }
        return known;
    }

    /** There are no more entries: what is due until the end of the stretch comes, too. */
    void end(Instant until) {
        rehearsal()
                .settle(
                        until.minusSeconds(1),
                        settled -> report.day(until.minusSeconds(1)
                                        .atZone(draft.zone())
                                        .toLocalDate())
                                .draft()
                                .add(settled));
    }
}
