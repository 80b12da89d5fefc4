package io.walaa.member;

import io.walaa.decision.Decision;

/** A decision and the member it leaves behind, if it is committed. */
public record Decided(Decision decision, MemberState state) {}
