package io.walaa.programme.condition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A compiled condition: it holds if all of its parts do. One that cannot be evaluated is false. */
public final class Condition {
    /** Holds always. */
    public static final Condition ALWAYS = new Condition("true", List.of());

    private final String text;
    private final Part[] parts;

    Condition(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts.toArray(new Part[0]);
    }

    /** As somebody wrote it. */
    public String text() {
        return text;
    }

    /** Whether it holds on what is seen. */
    public boolean holds(Sight sight) {
        for (Part part : parts) {
            if (part.on(sight) != Part.HOLDS) {
                return false;
            }
        }
        return true;
    }

    /**
     * Why it does not hold, for the trace.
     *
     * @param because {@code condition-failed} if it could not be evaluated, else {@code condition}
     * @param saw the first part that does not hold, under {@code condition}, and the values that it saw
     */
    public record Failing(String because, Map<String, Object> saw) {}

    /** The first part that does not hold; null if all do. */
    public @Nullable Failing failing(Sight sight) {
        for (Part part : parts) {
            byte verdict = part.on(sight);
            if (verdict != Part.HOLDS) {
                String because = verdict == Part.BROKEN ? "condition-failed" : "condition";
                return new Failing(because, part.saw(sight));
            }
        }
        return null;
    }

    /** Whether it looks at anything of this area. */
    public boolean looksAt(Area area) {
        for (Part part : parts) {
            if (part.looksAt(area)) {
                return true;
            }
        }
        return false;
    }

    /** The whole numbers that it compares a field with. */
    public Set<Long> numbers(String field) {
        Set<Long> numbers = new TreeSet<>();
        for (Part part : parts) {
            numbers.addAll(part.numbers().getOrDefault(field, Set.of()));
        }
        return numbers;
    }

    /** The names of the fields that it looks at. */
    public Set<String> fields() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            part.reads().forEach(field -> names.add(field.name()));
        }
        return names;
    }
}
