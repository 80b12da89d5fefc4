package io.walaa.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of one family: the name of each in a document, and who reads it. Immutable; a kind more is a line more
 * where the family's catalogue is written down.
 *
 * @param <K> what reads one kind
 */
public final class Catalogue<K> {
    private static final int NAME_MAX = 40;

    private final Map<String, K> kinds;

    private Catalogue(Map<String, K> kinds) {
        this.kinds = Collections.unmodifiableMap(kinds);
    }

    /** A catalogue without any kind. */
    public static <K> Catalogue<K> empty() {
        return new Catalogue<>(Map.of());
    }

    /** This catalogue and one kind more; an earlier one of that name is replaced. */
    public Catalogue<K> with(String name, K kind) {
        Map<String, K> more = new LinkedHashMap<>(kinds);
        more.put(name, kind);
        return new Catalogue<>(more);
    }

    /** The names of the kinds, in the order in which they were added. */
    public Set<String> names() {
        return kinds.keySet();
    }

    /**
     * The kind that the field {@code kind} of an object names; null if it is none of them, which is noted with the
     * nearest name. What fields the object should have is not known then, so that all of them pass.
     */
    public @Nullable K find(Input in) {
        return kinds.get(name(in));
    }

    /** As {@link #find}, but its name, by which {@link #kind} has it; empty if it is none of them. */
    public String name(Input in) {
        Value named = in.field("kind");
        String name = named.text(NAME_MAX);
        if (kinds.containsKey(name)) {
            return name;
        }
        if (!name.isEmpty()) {
            named.refuseUnknown(InputCode.UNKNOWN_VALUE, name, kinds.keySet());
        }
        in.takeAll();
        return "";
    }

    /** The kind of a name; null if there is none. */
    public @Nullable K kind(String name) {
        return kinds.get(name);
    }
}
