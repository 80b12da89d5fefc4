package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Schema SCHEMA = new Schema();
    private static final JsonNode EVERYTHING = Programmes.everything();

    @Test
    void the_schema_accepts_what_the_reader_accepts() {
        assertThat(ProgrammeDocument.of(EVERYTHING).programme().name()).isEqualTo("shop");
        assertThat(SCHEMA.errors(EVERYTHING)).isEmpty();
        assertThat(SCHEMA.errors(Document.yaml(Programmes.nakheelYaml()).root()))
                .isEmpty();
    }

    @Test
    void every_field_of_the_schema_is_one_that_the_reader_knows() {
        TreeSet<String> named = new TreeSet<>();
        SCHEMA.properties(named);
        TreeSet<String> used = new TreeSet<>();
        fields(EVERYTHING, used);
        fields(Document.yaml(Programmes.nakheelYaml()).root(), used);
        used.add("anniversary"); // one of three ways to state the period, tried with the tiers
        assertThat(named).isSubsetOf(used);
    }

    @Test
    void a_field_that_nobody_knows_is_refused_by_both_wherever_it_is() {
        List<ObjectNode> objects = new ArrayList<>();
        objects(EVERYTHING, objects);
        for (int i = 0; i < objects.size(); i += 3) {
            ObjectNode object = objects.get(i);
            object.put("nobody knows!", "x");
            assertThat(SCHEMA.errors(EVERYTHING)).as("%s", object).isNotEmpty();
            assertThat(refused()).as("%s", object).isTrue();
            object.remove("nobody knows!");
        }
        assertThat(objects).hasSizeGreaterThan(40);
    }

    private static boolean refused() {
        try {
            ProgrammeDocument.of(EVERYTHING);
            return false;
        } catch (io.walaa.json.InvalidInput invalid) {
            return true;
        }
    }

    private static void objects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> objects(child, objects));
    }

    private static void fields(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> fields(child, names));
    }
}
