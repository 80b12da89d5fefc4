package io.walaa.usecase.member;

import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.usecase.Call;
import io.walaa.usecase.Operation;
import io.walaa.usecase.OperationKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the hot state to what the directory says of a member. It names the whole of it with its version, not a
 * difference: when two edits reach the lane in the other order, the later one wins and the earlier changes nothing.
 *
 * @param type of the entry
 * @param version of the member in the directory
 * @param fields all hot fields of the profile
 */
record HotProfile(String type, int version, Map<String, String> fields) implements Operation.Decider {
    private static final String VERSION = "pv";

    @Override
    public Decided decide(MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        if (version(state.fact(VERSION)) < version) {
            Set<String> names = new TreeSet<>(fields.keySet());
            state.facts().keySet().stream().filter(HotProfile::ofProfile).forEach(names::add);
            names.forEach(name -> change.fact(name, fields.get(name)));
            change.fact(VERSION, Integer.toString(version));
        }
        return change.decided(type, List.of(), List.of());
    }

    /**
     * This as an operation on the member.
     *
     * @param words name the edit it follows from
     */
    Operation operation(Call call, MemberId member, OperationKeys keys, String... words) {
        return new Operation(
                call.programme(),
                member,
                0,
                this,
                keys.derived(call.programme(), member.value(), words),
                "",
                0,
                Map.of(),
                call.ack(),
                false,
                Trace.off(),
                false);
    }

    private static boolean ofProfile(String fact) {
        return fact.startsWith(MemberState.attributeFact(""))
                || fact.equals(MemberState.localeFact())
                || fact.equals(MemberState.zoneFact());
    }

    private static int version(@Nullable String fact) {
        return fact == null ? 0 : Integer.parseInt(fact);
    }
}
