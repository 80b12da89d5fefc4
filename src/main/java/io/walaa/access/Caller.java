package io.walaa.access;

import io.walaa.member.MemberId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as proved by a key or a token.
 *
 * @param name the key's or the member's id: what limits are counted by and logs may name
 * @param programme the only programme this caller can see
 * @param scopes what it may do
 * @param member whose token it is; null for an API key
 */
public record Caller(
        String name,
        String programme,
        Set<Scope> scopes,
        @Nullable MemberId member) {
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
