package io.walaa.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the live channels; {@link Screen} and {@link EventStream} check all that is really sent against it.
 */
class LiveContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = new ArrayList<>(LiveContract.document().findValuesAsText("$ref"));
        assertThat(references).hasSizeGreaterThan(50);
        for (String reference : references) {
            assertThat(LiveContract.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":\"shout\"}",
                "{\"t\":\"drain\"}",
                "{\"t\":\"drain\",\"after\":\"soon\"}",
                "{\"t\":\"pub\",\"ch\":\"member\",\"offset\":1,\"e\":{\"id\":\"1\",\"type\":\"rain\",\"time\":\"x\",\"data\":{}}}",
                "{\"t\":\"pub\",\"ch\":\"member\",\"offset\":1,\"e\":{\"id\":\"1\",\"type\":\"balance.changed\",\"time\":\"x\",\"data\":{\"unit\":\"points\"}}}",
                "{\"t\":\"ready\",\"session\":\"a\",\"ping\":25,\"exp\":1,\"subs\":{}}",
                "{\"t\":\"ready\",\"session\":\"a\",\"ping\":25,\"exp\":1,\"subs\":{\"member\":{}}}"
            })
    void what_is_not_in_the_contract_is_found(String message) throws Exception {
        JsonNode json = JSON.readTree(message);
        assertThatThrownBy(() -> LiveContract.check(json)).isInstanceOf(AssertionError.class);
    }
}
