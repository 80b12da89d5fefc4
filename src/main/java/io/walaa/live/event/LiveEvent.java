package io.walaa.live.event;

import java.util.Map;

/**
 * One thing a screen is told.
 *
 * @param id unique in the programme
 * @param type such as {@code balance.changed}
 * @param time RFC 3339
 * @param data its values in order, absolute ones
 */
public record LiveEvent(String id, String type, String time, Map<String, Object> data) {}
