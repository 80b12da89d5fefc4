package io.walaa.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.walaa.journal.LivePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command of a client.
 *
 * @param id repeated in the answer; null if it has none
 * @param t what it wants
 */
record Incoming(@Nullable Long id, String t, JsonNode json) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int EPOCH_MAX = 40;

    /** A frame or command that is none of the protocol. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why, null, false, false);
        }
    }

    /** Reads one line of a frame. */
    static Incoming read(String line) throws Malformed {
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new Malformed("not JSON");
        }
        if (json == null || !json.isObject() || !json.path("t").isTextual()) {
            throw new Malformed("no t");
        }
        JsonNode id = json.path("id");
        if (!id.isMissingNode() && !id.canConvertToExactIntegral()) {
            throw new Malformed("id is no whole number");
        }
        return new Incoming(
                id.isMissingNode() ? null : id.asLong(), json.get("t").asText(), json);
    }

    /** A text field; null if it is not there. */
    @Nullable
    String text(String name) throws Malformed {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new Malformed(name + " is no text");
        }
        return value.asText();
    }

    /** The channels of a {@code hello} and where the client has each, in its order. */
    Map<String, LivePosition> subs() throws Malformed {
        Map<String, LivePosition> subs = new LinkedHashMap<>();
        JsonNode given = json.path("subs");
        if (!given.isMissingNode() && !given.isObject()) {
            throw new Malformed("subs is no object");
        }
        for (Map.Entry<String, JsonNode> sub : given.properties()) {
            subs.put(sub.getKey(), position(sub.getValue()));
        }
        return subs;
    }

    /** Where the client has the channel it subscribes. */
    LivePosition from() throws Malformed {
        JsonNode from = json.path("from");
        return from.isMissingNode() ? LivePosition.NONE : position(from);
    }

    private static LivePosition position(JsonNode given) throws Malformed {
        JsonNode epoch = given.path("epoch");
        JsonNode offset = given.path("offset");
        if (given.isObject() && epoch.isMissingNode() && offset.isMissingNode()) {
            return LivePosition.NONE;
        }
        if (!epoch.isTextual()
                || epoch.asText().length() > EPOCH_MAX
                || !offset.isIntegralNumber()
                || !offset.canConvertToLong()
                || offset.asLong() < 0
                || offset.asLong() > 1L << 53) {
            throw new Malformed("a position is an epoch and an offset");
        }
        return new LivePosition(epoch.asText(), offset.asLong());
    }
}
