package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the hot state knows of a member's profile.
 *
 * @param type {@code profile}, or {@code erase}, which forgets all of it
 * @param facts by name; null forgets
 */
public record EditFacts(String type, Map<String, @Nullable String> facts) implements Command {
    /** An edit of the profile. */
    public static EditFacts profile(Map<String, @Nullable String> facts) {
        return new EditFacts("profile", new LinkedHashMap<>(facts));
    }

    /** Forgets attributes, zone and locale. */
    public static EditFacts erase() {
        return new EditFacts("erase", Map.of());
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        if (type.equals("erase")) {
            state.facts().keySet().stream().filter(MemberState::isProfile).forEach(name -> change.fact(name, null));
        } else {
            facts.forEach(change::fact);
        }
        return change.decided(type, programme.units().keySet(), List.of());
    }
}
