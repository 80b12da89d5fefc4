/**
 * Conditions of a programme: CEL, compiled and type-checked when the document is validated, bounded, evaluated on what
 * one decision sees.
 *
 * <p>A family reads one by {@link io.walaa.programme.Vocabulary#condition}, saying which
 * {@link io.walaa.programme.condition.Area}s make sense there, and asks
 * {@link io.walaa.programme.condition.Condition#holds} with the decision's {@link io.walaa.programme.condition.Sight}.
 * It offers fields of its own to all conditions by {@link io.walaa.programme.condition.Fields#add} in its section's
 * {@code declare}; after it has changed what they show, it says so by
 * {@link io.walaa.programme.condition.Sight#changed}. What several conditions have in common is worked out once for a
 * decision: a condition is split at its outermost {@code &&}, and equal parts are one.
 */
@NullMarked
package io.walaa.programme.condition;

import org.jspecify.annotations.NullMarked;
