package io.walaa.usecase.programme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.decision.Decision;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.InvalidInput;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.AttributeType;
import io.walaa.programme.Programme;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.command.EventCommand;
import io.walaa.programme.earning.Allowance;
import io.walaa.programme.rehearsal.Rehearsal;
import io.walaa.usecase.ReadMember;
import io.walaa.usecase.budget.RuleBudgets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays events of an invented or a real member through a programme, each at its own time, and changes nothing. */
public final class Simulate {
    private static final MemberId NOBODY = new MemberId("mem_0000000000000000");

    private final Vertx vertx;
    private final Drafts drafts;
    private final ReadMember members;
    private final RuleBudgets budgets;

    public Simulate(Vertx vertx, Drafts drafts, ReadMember members, RuleBudgets budgets) {
        this.vertx = vertx;
        this.drafts = drafts;
        this.members = members;
        this.budgets = budgets;
    }

    /**
     * What to play.
     *
     * @param member who starts as they are now; null for an invented one
     * @param invented attributes, zone and locale of an invented member; null for none
     * @param events in the order of their times
     */
    public record Wanted(
            Drafts.Wanted programme,
            @Nullable MemberId member,
            @Nullable ObjectNode invented,
            List<RecordedEvent> events,
            boolean explain) {}

    /**
     * One decision.
     *
     * @param event the index of its event; null for what was due by itself
     * @param decision null if it was refused
     * @param refusal why, null if it was not
     */
    public record Step(
            @Nullable Integer event,
            Instant at,
            @Nullable Decision decision,
            @Nullable Refusal refusal,
            Trace trace) {}

    /** What came of it. */
    public record Played(ActiveProgramme programme, List<Step> steps, MemberState state) {}

    /**
     * Plays.
     *
     * @return fails with {@link io.walaa.json.InvalidInput}, and with the refusals {@code member-not-found} and
     *     {@code version-not-found}
     */
    public Future<Played> play(String programme, Wanted wanted) {
        return drafts.find(programme, wanted.programme())
                .compose(draft -> start(programme, draft.programme(), wanted)
                        .compose(state -> budgets.all(
                                        programme, draft.programme().earning().budgets())
                                .compose(
                                        left -> vertx.executeBlocking(() -> play(draft, state, wanted, left), false))));
    }

    private Future<MemberState> start(String programme, Programme draft, Wanted wanted) {
        if (wanted.member() != null) {
            return members.state(programme, wanted.member()).map(view -> view.state());
        }
        try {
            Map<String, String> facts = wanted.invented() == null ? Map.of() : facts(wanted.invented(), draft);
            return Future.succeededFuture(new MemberState(NOBODY, 0, 0, Map.of(), Map.of(), facts));
        } catch (InvalidInput invalid) {
            return Future.failedFuture(Drafts.below("/member", invalid));
        }
    }

    private static Map<String, String> facts(ObjectNode invented, Programme programme) {
        return Input.read(invented, in -> {
            Map<String, String> facts = new HashMap<>();
            put(facts, MemberState.localeFact(), in.optional("locale", value -> value.text(35)));
            put(facts, MemberState.zoneFact(), in.optional("timeZone", value -> {
                String zone = value.text(64);
                if (!zone.isEmpty() && !java.time.ZoneId.getAvailableZoneIds().contains(zone)) {
                    value.refuseUnknown(InputCode.UNKNOWN_ZONE, zone, java.time.ZoneId.getAvailableZoneIds());
                }
                return zone;
            }));
            if (in.has("attributes")) {
                in.field("attributes").object(attributes -> {
                    for (Map.Entry<String, AttributeType> declared :
                            programme.attributes().entrySet()) {
                        put(
                                facts,
                                MemberState.attributeFact(declared.getKey()),
                                attributes.optional(
                                        declared.getKey(),
                                        value -> declared.getValue().read(value)));
                    }
                    return true;
                });
            }
            return facts;
        });
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /** @param budgets what is left of them now; what one step gives the next ones have less */
    private static Played play(ActiveProgramme draft, MemberState start, Wanted wanted, Allowance budgets) {
        Allowance left = budgets;
        Rehearsal rehearsal = new Rehearsal(draft.programme(), start);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < wanted.events().size(); i++) {
            RecordedEvent event = wanted.events().get(i);
            Instant at = event.occurredAt();
            rehearsal.settle(at, due -> steps.add(new Step(null, at, due, null, Trace.off())));
            Trace trace = wanted.explain() ? Trace.wanted() : Trace.off();
            try {
                Decision decision = rehearsal.run(EventCommand.of(event, left), at, null, trace);
                left = left.less(decision.effects());
                steps.add(new Step(i, at, decision, null, trace));
            } catch (Refusal refusal) {
                steps.add(new Step(i, at, null, refusal, trace));
            }
        }
        return new Played(draft, steps, rehearsal.state());
    }
}
