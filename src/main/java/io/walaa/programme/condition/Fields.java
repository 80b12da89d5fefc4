package io.walaa.programme.condition;

import dev.cel.common.types.CelType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that the conditions of one document may look at, by name. */
public final class Fields {
    private final Map<String, Field> byName = new LinkedHashMap<>();

    /** Offers a field; the first of a name stands. Only before the first condition is read. */
    public void add(String name, CelType type, Area area, Field.Source source) {
        byName.putIfAbsent(name, new Field(name, byName.size(), type, area, source));
    }

    @Nullable
    Field find(String name) {
        return byName.get(name);
    }

    Collection<Field> all() {
        return byName.values();
    }

    int size() {
        return byName.size();
    }
}
