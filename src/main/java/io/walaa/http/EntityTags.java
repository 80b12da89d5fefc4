package io.walaa.http;

import org.jspecify.annotations.Nullable;

/** Versions of edited documents as strong entity tags (RFC 9110): {@code "3"}. */
final class EntityTags {
    static final int ANY = 0;

    private EntityTags() {}

    static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The version in {@code If-Match}; {@link #ANY} for {@code *}.
     *
     * @throws Rejection 428 without the header, 412 for a tag that this server never gave
     */
    static int required(Exchange exchange) {
        Integer version = given(exchange);
        if (version == null) {
            throw new Rejection(428, "precondition-required");
        }
        return version;
    }

    /** The version in {@code If-Match}; null without the header. */
    static @Nullable Integer given(Exchange exchange) {
        String header = exchange.request().getHeader("If-Match");
        if (header == null) {
            return null;
        }
        String tag = header.trim();
        if (tag.equals("*")) {
            return ANY;
        }
        try {
            if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
                return Integer.parseUnsignedInt(tag.substring(1, tag.length() - 1));
            }
        } catch (NumberFormatException foreign) {
            // said below
        }
        throw new Rejection(412, "precondition-failed");
    }
}
