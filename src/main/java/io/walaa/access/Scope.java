package io.walaa.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller may do. An API key has any number of the first eight; a member token has {@link #ME} alone. */
public enum Scope {
    /** Every GET of its programme. */
    READ,
    /** Events, earn. */
    EARN,
    /** Redeem, holds, capture, release. */
    REDEEM,
    /** Create, change and erase members, issue their tokens. */
    MEMBERS,
    /** The programme's document and its versions. */
    PROGRAMME,
    /** Partners' webhooks. */
    PARTNERS,
    /** The human side of the chat. */
    AGENT,
    /** The books, and what repairs them. */
    OPERATE,
    /** A member's own things. */
    ME;

    /** As written in keys and in the contract. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of an API key that is written {@code text}; null if there is none. */
    public static @Nullable Scope ofKey(String text) {
        for (Scope scope : values()) {
            if (scope != ME && scope.text().equals(text)) {
                return scope;
            }
        }
        return null;
    }
}
