package io.walaa.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Strict reading of JSON: UTF-8 only, numbers exact, bounded in depth, string and number length and count of tokens; a
 * field given twice and anything after the value are refused.
 */
public final class Json {
    public static final int DEPTH_MAX = 64;

    /** The bounds of every document that is parsed, JSON or YAML. */
    public static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH_MAX)
            .maxStringLength(65_536)
            .maxNumberLength(64)
            .maxNameLength(256)
            .maxTokenCount(200_000)
            .build();

    private static final ObjectReader READER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private Json() {}

    /**
     * Parses one JSON value.
     *
     * @param body UTF-8
     * @throws InvalidInput with one error on the whole body
     */
    public static JsonNode read(byte[] body) {
        return read(text(body));
    }

    /**
     * Parses one JSON value.
     *
     * @throws InvalidInput with one error on the whole body
     */
    public static JsonNode read(String body) {
        try {
            JsonNode node = READER.readTree(body);
            if (node.isMissingNode()) {
                throw refused(InputCode.BROKEN_JSON, "line", 1, "column", 1);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw refused(e, InputCode.BROKEN_JSON);
        }
    }

    /**
     * Decodes strictly.
     *
     * @throws InvalidInput for bytes that are not UTF-8
     */
    public static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        // the fast decoder puts a replacement character in place of each bad byte, so only a text with one can be bad
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            } catch (CharacterCodingException e) {
                throw refused(InputCode.INVALID_UTF8);
            }
        }
        return text;
    }

    /** What a parser's complaint means for the caller. */
    public static InvalidInput refused(JsonProcessingException e, InputCode broken) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return message.contains("nesting depth")
                    ? refused(InputCode.NESTED_TOO_DEEP, "max", DEPTH_MAX)
                    : refused(InputCode.LIMIT_EXCEEDED);
        }
        if (e instanceof MismatchedInputException && message.startsWith("Duplicate field")) {
            String[] quoted = message.split("'", 3);
            return refused(InputCode.DUPLICATE_FIELD, "field", quoted.length == 3 ? quoted[1] : "");
        }
        JsonLocation location = e.getLocation();
        return location == null
                ? refused(broken)
                : refused(broken, "line", location.getLineNr(), "column", location.getColumnNr());
    }

    static InvalidInput refused(InputCode code, Object... args) {
        return new InvalidInput(List.of(InputError.of("", code, args)));
    }
}
