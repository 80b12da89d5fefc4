package io.walaa.decision;

/**
 * A large part of a member that is written with a decision, such as an order with what was returned of it.
 *
 * @param name unique within the member
 * @param content JSON text
 * @param fresh whether there must be no page of this name yet
 */
public record Page(String name, String content, boolean fresh) {}
