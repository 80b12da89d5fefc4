package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * WebSocket frames (RFC 6455, section 5). A server's frames are not masked, so one frame serves any number of sockets:
 * its bytes are shared and nobody releases them.
 */
public final class Frames {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    private static final int FINAL = 0x80;

    private Frames() {}

    /** A text frame of this UTF-8. */
    public static ByteBuf text(byte[] utf8) {
        return frame(TEXT, utf8);
    }

    /**
     * A text frame of this UTF-8 for many connections. The kernel takes it from where it is; a frame on the heap is
     * copied for every one of them, which is cheaper for a few.
     */
    public static ByteBuf textForMany(byte[] utf8) {
        byte[] frame = bytes(TEXT, utf8);
        ByteBuffer outside = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(outside)).asReadOnly();
    }

    /** A close frame. */
    public static ByteBuf close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[2 + text.length];
        content[0] = (byte) (code >> 8);
        content[1] = (byte) code;
        System.arraycopy(text, 0, content, 2, text.length);
        return frame(CLOSE, content);
    }

    static ByteBuf frame(int kind, byte[] content) {
        return shared(bytes(kind, content));
    }

    private static byte[] bytes(int kind, byte[] content) {
        int length = content.length;
        int extra = length < 126 ? 0 : length < 1 << 16 ? 2 : 8;
        byte[] bytes = new byte[2 + extra + length];
        bytes[0] = (byte) (FINAL | kind);
        bytes[1] = (byte) (extra == 0 ? length : extra == 2 ? 126 : 127);
        for (int i = 0; i < extra; i++) {
            int shift = 8 * (extra - 1 - i);
            bytes[2 + i] = (byte) (shift < Integer.SIZE ? length >> shift : 0);
        }
        System.arraycopy(content, 0, bytes, 2 + extra, length);
        return bytes;
    }

    /** Bytes that any number of connections may write: reference counts do not touch them. */
    public static ByteBuf shared(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)).asReadOnly();
    }
}
