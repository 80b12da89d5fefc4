package io.walaa.programme.tier;

import io.walaa.programme.LocalizedText;
import java.util.List;

/**
 * One level of the tiers.
 *
 * @param id unique in the document
 * @param title for people
 * @param threshold what a member needs in a period, at the scale of what is measured; 0 for the one that all have
 * @param benefits for people
 */
public record Level(String id, LocalizedText title, long threshold, List<LocalizedText> benefits) {}
