package io.walaa.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A document that people write, as YAML or JSON, which remembers the source line of each of its values. Anchors and
 * aliases are refused: a small text could stand for a huge document.
 *
 * @param root the parsed document
 * @param lines the line, from 1, of each value by its JSON pointer
 */
public record Document(JsonNode root, Map<String, Integer> lines) {
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(Json.LIMITS).build();
    private static final YAMLFactory YAML = yaml();

    /**
     * Parses a YAML document.
     *
     * @throws InvalidInput with one error on the whole, or where a field is given twice or an alias is used
     */
    public static Document yaml(String text) {
        return parse(YAML, text, InputCode.BROKEN_YAML);
    }

    /**
     * Parses a JSON document.
     *
     * @throws InvalidInput with one error on the whole, or where a field is given twice
     */
    public static Document json(String text) {
        return parse(JSON, text, InputCode.BROKEN_JSON);
    }

    /** Gives each error the source line of its value, or of what should have held it. */
    public InvalidInput located(InvalidInput invalid) {
        List<InputError> errors =
                invalid.errors().stream().map(e -> e.at(lineOf(e.pointer()))).toList();
        return new InvalidInput(errors);
    }

    private int lineOf(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 0);
    }

    private static Document parse(JsonFactory format, String text, InputCode broken) {
        try (JsonParser parser = format.createParser(text)) {
            Map<String, Integer> lines = new HashMap<>();
            if (parser.nextToken() == null) {
                throw Json.refused(broken, "line", 1, "column", 1);
            }
            JsonNode root = value(parser, "", lines);
            if (parser.nextToken() != null) {
                throw Json.refused(
                        broken,
                        "line",
                        parser.currentTokenLocation().getLineNr(),
                        "column",
                        parser.currentTokenLocation().getColumnNr());
            }
            return new Document(root, lines);
        } catch (JsonProcessingException e) {
            throw Json.refused(e, broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode value(JsonParser parser, String pointer, Map<String, Integer> lines) throws IOException {
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            throw refused(InputCode.ALIAS_REFUSED, pointer, parser);
        }
        boolean number = parser.currentToken().isNumeric();
        if (number && parser.getTextLength() > Json.LIMITS.getMaxNumberLength()) { // the YAML parser does not look
            throw refused(InputCode.LIMIT_EXCEEDED, pointer, parser);
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer, lines);
            case START_ARRAY -> array(parser, pointer, lines);
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getDecimalValue().toBigIntegerExact());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.textNode(parser.getText());
        };
    }

    private static ObjectNode object(JsonParser parser, String pointer, Map<String, Integer> lines) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String child = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            // the line of the name: an error about a block value belongs to its heading
            lines.putIfAbsent(child, parser.currentTokenLocation().getLineNr());
            if (object.has(name)) {
                throw refused(InputCode.DUPLICATE_FIELD, child, parser, "field", name);
            }
            parser.nextToken();
            object.set(name, value(parser, child, lines));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, String pointer, Map<String, Integer> lines) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, pointer + "/" + array.size(), lines));
        }
        return array;
    }

    private static InvalidInput refused(InputCode code, String pointer, JsonParser parser, Object... args) {
        int line = parser.currentTokenLocation().getLineNr();
        return new InvalidInput(List.of(InputError.of(pointer, code, args).at(line)));
    }

    private static YAMLFactory yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(Json.DEPTH_MAX);
        options.setCodePointLimit(1 << 20);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(Json.LIMITS)
                .build();
    }
}
