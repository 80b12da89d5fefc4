package io.walaa.usecase.programme;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two versions of a document.
 *
 * @param pointer where, as a JSON pointer; elements of a list that have an {@code id} are named by it instead of their
 *     place, so that a rule that was inserted does not change all that follow
 * @param from null if it was not there
 * @param to null if it is not there any more
 */
public record DocumentChange(
        String pointer, @Nullable JsonNode from, @Nullable JsonNode to) {

    /** All differences, in the order of the newer document. */
    static List<DocumentChange> between(@Nullable JsonNode from, @Nullable JsonNode to) {
        List<DocumentChange> changes = new ArrayList<>();
        compare("", from, to, changes);
        return changes;
    }

    private static void compare(
            String pointer, @Nullable JsonNode from, @Nullable JsonNode to, List<DocumentChange> changes) {
        if (from == null || to == null) {
            changes.add(new DocumentChange(pointer, from, to));
        } else if (from.isObject() && to.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            to.fieldNames().forEachRemaining(names::add);
            from.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(
                    pointer + "/" + name.replace("~", "~0").replace("/", "~1"), from.get(name), to.get(name), changes));
        } else if (named(from) && named(to)) {
            Set<String> ids = new LinkedHashSet<>();
            to.forEach(element -> ids.add(element.get("id").asText()));
            from.forEach(element -> ids.add(element.get("id").asText()));
            ids.forEach(id -> compare(pointer + "/" + id, element(from, id), element(to, id), changes));
        } else if (!from.equals(to)) {
            changes.add(new DocumentChange(pointer, from, to));
        }
    }

    private static boolean named(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.path("id").isTextual()) {
                return false;
            }
        }
        return list.isArray();
    }

    private static @Nullable JsonNode element(JsonNode list, String id) {
        for (JsonNode element : list) {
            if (element.get("id").asText().equals(id)) {
                return element;
            }
        }
        return null;
    }
}
