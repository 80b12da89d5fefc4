package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch, RFC 7396. */
final class MergePatch {
    private MergePatch() {}

    /** What {@code patch} makes of {@code target}, which is left as it is. */
    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target.isObject() ? ((ObjectNode) target).deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                JsonNode before = merged.path(field.getKey());
                merged.set(field.getKey(), apply(before, field.getValue()));
            }
        });
        return merged;
    }
}
