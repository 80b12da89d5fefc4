package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client's WebSocket frames apart. Strict, because only our own protocol comes in: whole text frames up to a
 * limit, and control frames. Keeps bytes only while a frame is incomplete.
 */
final class FrameReader {
    private static final int MASK = 4;
    private static final int CONTROL_MAX = 125;

    private final int textMax;
    private @Nullable ByteBuf rest;
    private boolean farewell;
    private long skipping;

    /** Where frames go. */
    interface Sink {
        /** A text frame's content; not after a refusal. */
        void text(byte[] utf8);

        /** A ping to be answered with the same content. */
        void ping(byte[] content);

        void pong();

        /** The client closes. */
        void close();

        /** Something that is no frame of ours. */
        void broken(String why);
    }

    /** @param textMax most bytes of a text frame */
    FrameReader(int textMax) {
        this.textMax = textMax;
    }

    /** Reads all frames that are complete; after {@link #farewell} only the client's closing one is told. */
    void read(ByteBuf more, Sink to) {
        ByteBuf in = more;
        if (rest != null) {
            rest.writeBytes(more);
            in = rest;
        }
        boolean going = true;
        while (going && in.isReadable()) {
            int before = in.readerIndex();
            boolean talking = !farewell;
            going = talking ? next(in, to) : skip(in, to);
            if (talking && farewell) {
                going = true;
            } else if (in.readerIndex() == before) {
                break;
            }
        }
        keep(in, going);
    }

    /** From now on frames are skipped unread until the client closes. */
    void farewell() {
        farewell = true;
    }

    private void keep(ByteBuf in, boolean going) {
        ByteBuf old = rest;
        rest = going && in.isReadable()
                ? Unpooled.buffer(in.readableBytes() + 64).writeBytes(in)
                : null;
        if (old != null) {
            old.release();
        }
    }

    private boolean skip(ByteBuf in, Sink to) {
        if (skipping > 0) {
            int now = (int) Math.min(skipping, in.readableBytes());
            in.skipBytes(now);
            skipping -= now;
            return true;
        }
        if (in.readableBytes() < 2) {
            return true;
        }
        int start = in.readerIndex();
        int lengthOrSize = in.getUnsignedByte(start + 1) & 0x7F;
        int size = lengthOrSize == 126 ? 2 : lengthOrSize == 127 ? 8 : 0;
        if ((in.getUnsignedByte(start) & 0x0F) == Frames.CLOSE) {
            to.close();
            return false;
        }
        if (in.readableBytes() < 2 + size) {
            return true;
        }
        long length = size == 2
                ? in.getUnsignedShort(start + 2)
                : size == 8 ? in.getLong(start + 2) & Long.MAX_VALUE : lengthOrSize;
        int mask = (in.getUnsignedByte(start + 1) & 0x80) == 0 ? 0 : MASK;
        in.skipBytes(2 + size);
        skipping = length + mask;
        return true;
    }

    private boolean next(ByteBuf in, Sink to) {
        if (in.readableBytes() < 2) {
            return true;
        }
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        int kind = first & 0x0F;
        String wrong = wrong(first, second, kind);
        if (wrong != null) {
            to.broken(wrong);
            return false;
        }
        int head = 2;
        long length = second & 0x7F;
        if (length == 126) {
            head = 4;
            length = in.readableBytes() < head ? 0 : in.getUnsignedShort(start + 2);
        } else if (length == 127) {
            to.broken("too big");
            return false;
        }
        if (length > textMax) {
            to.broken("too big");
            return false;
        }
        if (in.readableBytes() < head + MASK + length) {
            return true;
        }
        in.skipBytes(head);
        byte[] mask = new byte[MASK];
        in.readBytes(mask);
        byte[] content = new byte[(int) length];
        in.readBytes(content);
        for (int i = 0; i < content.length; i++) {
            content[i] ^= mask[i & 3];
        }
        return pass(kind, content, to);
    }

    private static @Nullable String wrong(int first, int second, int kind) {
        if ((first & 0x70) != 0 || (second & 0x80) == 0) {
            return "not masked";
        }
        if ((first & 0x80) == 0 || kind == 0) {
            return "in parts";
        }
        boolean control = kind >= Frames.CLOSE;
        if (control && (second & 0x7F) > CONTROL_MAX) {
            return "too big";
        }
        return kind == 2 ? "binary" : null;
    }

    private static boolean pass(int kind, byte[] content, Sink to) {
        switch (kind) {
            case Frames.TEXT -> to.text(content);
            case Frames.PING -> to.ping(content);
            case Frames.PONG -> to.pong();
            case Frames.CLOSE -> {
                to.close();
                return false;
            }
            default -> {
                to.broken("unknown kind");
                return false;
            }
        }
        return true;
    }
}
