package io.walaa.programme.earning;

import io.walaa.order.EarnBase;
import java.util.List;

/**
 * What an event earns.
 *
 * @param awards at most one for each rule
 * @param base the money of the order that earned
 * @param withoutRate whether it was a purchase in a currency that no rule has a rate for, which is worth telling
 */
public record Earned(List<Award> awards, EarnBase base, boolean withoutRate) {}
