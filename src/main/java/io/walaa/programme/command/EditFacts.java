package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the hot state to what the directory says of a member. It names the whole profile with its version, not a
 * difference: when two edits reach the lane in the other order, the later one wins and the earlier changes nothing.
 *
 * @param type {@code profile}, or {@code erase}, which forgets all of it
 * @param version of the member in the directory
 * @param facts all facts of the profile by name
 */
public record EditFacts(String type, int version, Map<String, String> facts) implements Command {
    private static final String VERSION = "pv";

    /** An edit of the profile. */
    public static EditFacts profile(int version, Map<String, String> facts) {
        return new EditFacts("profile", version, Map.copyOf(facts));
    }

    /** Forgets attributes, zone and locale. */
    public static EditFacts erase(int version) {
        return new EditFacts("erase", version, Map.of());
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        MemberChange change = new MemberChange(state, moment);
        if (version(state.fact(VERSION)) < version) {
            Set<String> names = new TreeSet<>(facts.keySet());
            state.facts().keySet().stream().filter(MemberState::isProfile).forEach(names::add);
            names.forEach(name -> change.fact(name, facts.get(name)));
            change.fact(VERSION, Integer.toString(version));
        }
        Happening happening = new Happening(programme, change, null);
        programme.course().changed(happening);
        return happening.decided(type);
    }

    private static int version(@Nullable String fact) {
        return fact == null ? 0 : Integer.parseInt(fact);
    }
}
