package io.walaa.usecase;

import io.walaa.member.MemberState;
import java.time.Instant;

/**
 * A member's state for reading.
 *
 * @param now what is past this instant counts as done
 * @param stale whether it comes from Postgres because Redis does not answer, and may be a little behind
 */
public record MemberView(MemberState state, Instant now, boolean stale) {}
