package io.walaa.live;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A channel as clients name it: {@code member}, or a kind and a name such as {@code board:weekly}.
 *
 * @param text as clients write it
 */
public record ChannelName(Kind kind, String text) {
    /** The member's own channel. */
    public static final ChannelName MEMBER = new ChannelName(Kind.MEMBER, "member");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** What a channel is for. */
    public enum Kind {
        MEMBER,
        SEGMENT,
        /** Shows its latest state only. */
        BOARD,
        PUBLIC
    }

    /** Reads a shared channel's name; null if it is none. */
    public static @Nullable ChannelName shared(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !NAME.matcher(text.substring(colon + 1)).matches()) {
            return null;
        }
        return switch (text.substring(0, colon)) {
            case "segment" -> new ChannelName(Kind.SEGMENT, text);
            case "board" -> new ChannelName(Kind.BOARD, text);
            case "public" -> new ChannelName(Kind.PUBLIC, text);
            default -> null;
        };
    }

    /** The part behind the colon. */
    public String name() {
        return text.substring(text.indexOf(':') + 1);
    }

    /** Whether only the latest message counts. */
    boolean latest() {
        return kind == Kind.BOARD;
    }
}
