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

    /** Reads all frames that are complete; false once something was refused. */
    boolean read(ByteBuf more, Sink to) {
        ByteBuf in = more;
        if (rest != null) {
            rest.writeBytes(more);
            in = rest;
        }
        boolean going = true;
        while (going && in.isReadable()) {
            int before = in.readerIndex();
            going = next(in, to);
            if (going && in.readerIndex() == before) {
                break;
            }
        }
        keep(in, going);
        return going;
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

    /** Forgets what is incomplete. */
    void drop() {
        if (rest != null) {
            rest.release();
            rest = null;
        }
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
