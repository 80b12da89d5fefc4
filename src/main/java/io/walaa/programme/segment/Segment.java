package io.walaa.programme.segment;

import io.walaa.programme.LocalizedText;
import io.walaa.programme.condition.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A named part of the members.
 *
 * @param id unique in the document
 * @param title for people, null if it has none
 * @param condition who is in it; null for a list that is kept by hand
 */
public record Segment(
        String id, @Nullable LocalizedText title, @Nullable Condition condition) {
    private static final String FACT = "s.";

    /** Whether members come and go by hand rather than by a condition. */
    public boolean isList() {
        return condition == null;
    }

    /** The name of the fact that says that a member is in it. */
    static String fact(String id) {
        return FACT + id;
    }

    /** The id of the segment that a fact is about; null if it is about none. */
    static @Nullable String ofFact(String fact) {
        return fact.startsWith(FACT) ? fact.substring(FACT.length()) : null;
    }
}
