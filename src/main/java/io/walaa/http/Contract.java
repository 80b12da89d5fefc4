package io.walaa.http;

import com.fasterxml.jackson.databind.JsonNode;

/** The published contract as a check of requests. */
public interface Contract {
    /** Refuses a body that the contract does not allow. */
    void check(Route route, JsonNode body);
}
