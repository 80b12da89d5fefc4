package io.walaa.live;

import io.walaa.member.MemberId;
import io.walaa.usecase.MemberKey;
import java.time.Instant;

/**
 * Whose screen this is.
 *
 * @param expiresAt from when it is nobody's
 */
public record Proof(String programme, MemberId member, Instant expiresAt) {
    MemberKey key() {
        return new MemberKey(programme, member);
    }

    boolean same(Proof other) {
        return programme.equals(other.programme) && member.equals(other.member);
    }
}
