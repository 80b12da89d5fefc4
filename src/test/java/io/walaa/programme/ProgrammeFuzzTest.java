package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Documents with random damage either compile or are refused with pointers into the document; nothing else. */
class ProgrammeFuzzTest {
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

    @Test
    void damaged_documents_are_refused_with_pointers_and_never_crash() {
        long seed = Long.getLong("walaa.seed", 60_300);
        List<JsonNode> wholes =
                List.of(ProgrammeDocument.yaml(Programmes.nakheelYaml()).source(), Programmes.everything());
        for (int round = 0; round < Integer.getInteger("walaa.fuzz", 300); round++) {
            Random random = new Random(seed + round);
            JsonNode damaged = wholes.get(round % 2).deepCopy();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damage(damaged, random);
            }
            try {
                assertThat(ProgrammeDocument.of(damaged).programme().name()).isNotEmpty();
            } catch (InvalidInput refused) {
                assertThat(refused.errors()).isNotEmpty();
                for (InputError error : refused.errors()) {
                    String parent = error.pointer().replaceFirst("/[^/]*$", "");
                    assertThat(damaged.at(parent).isMissingNode())
                            .as("%s of %s", error, damaged)
                            .isFalse();
                }
            } catch (RuntimeException | StackOverflowError crash) {
                throw new AssertionError("seed " + (seed + round) + ": " + damaged, crash);
            }
        }
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
