package io.walaa.programme.challenge;

import io.walaa.programme.RecordedEvent;
import io.walaa.programme.condition.Condition;
import java.util.function.Predicate;

/**
 * One event as challenges see it.
 *
 * @param event what happened
 * @param spend the earn base of the order in minor units of the programme's currency; 0 without one
 * @param standpoint when and where
 * @param holds whether a condition holds on it
 */
public record Deed(RecordedEvent event, long spend, Standpoint standpoint, Predicate<Condition> holds) {}
