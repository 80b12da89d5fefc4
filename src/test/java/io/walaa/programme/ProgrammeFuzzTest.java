package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.InputCode;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Documents with random damage either compile or are refused with pointers into the document; nothing else. The schema
 * that editors use refuses none that compiles, and every one with a field missing, unknown or of a wrong type.
 */
class ProgrammeFuzzTest {
    private static final ThreadLocal<Schema> SCHEMA = ThreadLocal.withInitial(Schema::new);
    private static final long SEED = Long.getLong("walaa.seed", 60_300);
    private static final List<JsonNode> WHOLES =
            List.of(ProgrammeDocument.yaml(Programmes.nakheelYaml()).source(), Programmes.everything());
    private static final Set<InputCode> OF_SHAPE =
            Set.of(InputCode.REQUIRED, InputCode.UNKNOWN_FIELD, InputCode.WRONG_TYPE, InputCode.TOO_MANY);

    @Test
    void damaged_documents_are_refused_with_pointers_and_never_crash() {
        IntStream.range(0, Integer.getInteger("walaa.fuzz", 300))
                .parallel()
                .forEach(round -> tried(SEED + round, Damage.to(WHOLES.get(round % 2), SEED + round)));
    }

    private static void tried(long seed, JsonNode damaged) {
        try {
            assertThat(ProgrammeDocument.of(damaged).programme().name()).isNotEmpty();
            assertThat(SCHEMA.get().errors(damaged))
                    .as("seed %d: %s", seed, damaged)
                    .isEmpty();
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).isNotEmpty();
            for (InputError error : refused.errors()) {
                String parent = error.pointer().replaceFirst("/[^/]*$", "");
                assertThat(damaged.at(parent).isMissingNode())
                        .as("seed %d: %s of %s", seed, error, damaged)
                        .isFalse();
            }
            if (refused.errors().stream().anyMatch(ProgrammeFuzzTest::ofShape)) {
                assertThat(SCHEMA.get().errors(damaged))
                        .as("seed %d: %s of %s", seed, refused.errors(), damaged)
                        .isNotEmpty();
            }
        } catch (RuntimeException | StackOverflowError crash) {
            throw new AssertionError("seed " + seed + ": " + damaged, crash);
        }
    }

    /** Whether a schema can see it, which does not know the locales of a document's texts. */
    private static boolean ofShape(InputError error) {
        return OF_SHAPE.contains(error.code())
                && !error.pointer().matches(".*/(title|text|description|benefits/\\d+)/[^/]*");
    }
}
