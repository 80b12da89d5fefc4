package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random damage to a document, the same for the same seed. */
final class Damage {
    private static final String[] SCRAPS = {
        "null",
        "true",
        "-1",
        "0.0001",
        "1e999999999",
        "99999999999999999999",
        "\"\"",
        "\"\\ud800\"",
        "\"P-1M\"",
        "\"999999999-01-01\"",
        "\"PT99999999999999999H\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"spend\"",
        "\"custom:\"",
        "[]",
        "{}",
        "[[[[]]]]",
        "{\"KWD\":{}}",
        "{\"rolling\":\"P9999999Y\"}",
        "{\"perMember\":[{\"per\":\"day\"}]}",
        "\"order.total > \"",
        "\"tier == 'nobody' && metrics.spend_99d > 1\"",
        "\"[1].exists(a, [2].exists(b, a == b))\""
    };

    private Damage() {}

    /** A copy of a whole document with one to four pieces of damage. */
    static JsonNode to(JsonNode whole, long seed) {
        Random random = new Random(seed);
        JsonNode damaged = whole.deepCopy();
        for (int i = 0; i <= random.nextInt(4); i++) {
            damage(damaged, random);
        }
        return damaged;
    }

    private static void damage(JsonNode document, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode at = containers.get(random.nextInt(containers.size()));
        JsonNode scrap = Json.read(SCRAPS[random.nextInt(SCRAPS.length)]);
        if (at instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? "x/~" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", scrap);
                default -> object.set(name, scrap);
            }
        } else if (at instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (random.nextBoolean()) {
                array.set(index, scrap);
            } else {
                array.insert(index, array.get(random.nextInt(array.size())).deepCopy());
            }
        } else {
            ((ArrayNode) at).add(JsonNodeFactory.instance.textNode("x"));
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
