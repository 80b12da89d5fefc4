package io.walaa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What one member's screen was told during a storm, and where it goes on from. */
final class StormScreen {
    private final Map<String, Integer> seen = new HashMap<>();

    /** The position to resume from; empty: none. */
    String epoch = "";

    long offset;

    /** The connection of now. */
    LiveLine line;

    /** The member sequence up to which a snapshot covers everything. */
    private long coveredTo;

    /** A snapshot must be read. */
    boolean stale;

    /** It was told {@code recovered:true}, or sent to the snapshot, since it lost its connection. */
    boolean resumed;

    boolean reset;

    /** How often it tried in vain to come back. */
    int attempts;

    /** When it last came to have everything: told of it all, or by a snapshot; as {@link System#nanoTime}. */
    private long wholeAt;

    /** A snapshot covers everything up to {@code seq}. */
    synchronized void covered(long seq) {
        coveredTo = Math.max(coveredTo, seq);
        wholeAt = System.nanoTime();
    }

    synchronized long wholeAt() {
        return wholeAt;
    }

    private synchronized void whole() {
        wholeAt = System.nanoTime();
    }

    synchronized long coveredTo() {
        return coveredTo;
    }

    void event(JsonNode event) {
        seen.merge(event.path("id").asText(), 1, Integer::sum);
    }

    /** How often an event came. */
    int times(String event) {
        return seen.getOrDefault(event, 0);
    }

    /** Whether anything came twice. */
    long twice() {
        return seen.values().stream().filter(times -> times > 1).count();
    }

    /** What it says first. */
    String hello(String token) {
        String from = epoch.isEmpty() ? "" : "\"member\":{\"epoch\":\"" + epoch + "\",\"offset\":" + offset + "}";
        return "{\"id\":1,\"t\":\"hello\",\"token\":\"" + token + "\",\"subs\":{" + from + "}}";
    }

    /** Takes what {@code ready} says of the member's channel. */
    void ready(JsonNode member) {
        boolean recovered = member.path("recovered").asBoolean();
        resumed = true;
        attempts = 0;
        if (recovered) {
            for (JsonNode pub : member.path("pubs")) {
                event(pub.path("e"));
            }
            whole();
        } else {
            reset = !epoch.isEmpty();
            stale = true;
        }
        epoch = member.path("epoch").asText();
        offset = member.path("offset").asLong();
    }

    /** Takes a {@code reset}. */
    void reset(JsonNode told) {
        reset = true;
        stale = true;
        epoch = told.path("epoch").asText();
        offset = told.path("offset").asLong();
    }

    /** Takes a {@code pub}. */
    void pub(JsonNode pub) {
        event(pub.path("e"));
        if (pub.has("offset")) {
            offset = pub.path("offset").asLong();
        }
    }
}
