package io.walaa.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name and type. Nothing is thrown while reading: a field that is missing or
 * wrong is noted and gives a placeholder, so that the caller learns of every error at once. A {@code null} counts as
 * absent; a field that nobody asked for is refused.
 */
public final class Input {
    private final JsonNode node;
    private final Place place;
    private final Set<String> asked = new LinkedHashSet<>();

    Input(JsonNode node, Place place) {
        this.node = node;
        this.place = place;
    }

    /**
     * Reads a body that must be an object.
     *
     * @param shape builds the result; it must accept the placeholders ("" and 0 and empty lists) of what was wrong
     * @throws InvalidInput with everything that was wrong
     */
    public static <T> T read(JsonNode body, Function<Input, T> shape) {
        Place root = Place.root();
        T read = new Value(body, root).object(shape);
        if (!root.errors().found().isEmpty()) {
            throw new InvalidInput(root.errors().found());
        }
        return read;
    }

    /** A field that must be there; reading it when it is not notes {@code required}. */
    public Value field(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return new Value(value == null || value.isNull() ? MissingNode.getInstance() : value, place.at(name));
    }

    /** A field that may be absent: null then, otherwise what {@code read} makes of it. */
    public <T> @Nullable T optional(String name, Function<Value, ? extends T> read) {
        return has(name) ? read.apply(field(name)) : null;
    }

    /** A field that may be absent: {@code fallback} then, otherwise what {@code read} makes of it. */
    public <T> T optional(String name, Function<Value, ? extends T> read, T fallback) {
        return has(name) ? read.apply(field(name)) : fallback;
    }

    /** Whether the field is given and not null; asking makes it a known field. */
    public boolean has(String name) {
        asked.add(name);
        return node.hasNonNull(name);
    }

    /** Whether the field is given as null, which in a change means "remove". */
    public boolean isNull(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value != null && value.isNull();
    }

    /** The names of the fields given. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Lets every field pass unread, where what they should be is not known. */
    public void takeAll() {
        asked.addAll(names());
    }

    /** Notes that the object as a whole is wrong. {@code args} are names and values in turn. */
    public void refuse(InputCode code, Object... args) {
        place.refuse(code, args);
    }

    /** Notes that a field is wrong in a way its type alone does not show. */
    public void refuse(String name, InputCode code, Object... args) {
        place.at(name).refuse(code, args);
    }

    /** Whether nothing was found wrong so far, anywhere in the body: checks across fields make sense only then. */
    public boolean sound() {
        return !place.errors().muted() && place.errors().found().isEmpty();
    }

    /** Notes every field that nobody asked for. */
    void refuseUnknown() {
        if (place.errors().muted()) {
            return;
        }
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!asked.contains(name)) {
                String near = Nearest.to(name, asked);
                if (near == null) {
                    refuse(name, InputCode.UNKNOWN_FIELD, "field", name);
                } else {
                    refuse(name, InputCode.UNKNOWN_FIELD, "field", name, "near", near);
                }
            }
        }
    }
}
