package io.walaa.programme.condition;

import dev.cel.common.types.CelType;
import org.jspecify.annotations.Nullable;

/**
 * Something that conditions may look at.
 *
 * @param name as conditions write it, such as {@code order.total}
 * @param index among the fields of its document
 * @param source where its value comes from
 */
public record Field(String name, int index, CelType type, Area area, Source source) {
    /** Finds a field's value when a condition first asks for it. */
    @FunctionalInterface
    public interface Source {
        /** The value, of the field's type; null if the member has none, which makes the condition false. */
        @Nullable
        Object see(Sight sight);
    }
}
