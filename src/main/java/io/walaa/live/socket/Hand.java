package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same bytes to one connection after the other without a new object for each. A write moves the indices of
 * what is written, so every connection needs its own view of shared bytes; but one that was taken whole is as it was,
 * and good for the next. One for each event loop, and lives on it.
 */
// What becomes of a write shows in the channel: it fails it. Bytes are the same only if they are the same object.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
public final class Hand {
    private @Nullable ByteBuf shared;
    private @Nullable ByteBuf view;

    /** Writes and flushes bytes that other connections may get too. */
    void write(ChannelHandlerContext to, ByteBuf bytes) {
        ByteBuf mine = view;
        if (bytes != shared || mine == null) {
            mine = bytes.duplicate();
            shared = bytes;
            view = mine;
        }
        int begin = mine.readerIndex();
        to.writeAndFlush(mine, to.voidPromise());
        ChannelOutboundBuffer left = to.channel().unsafe().outboundBuffer();
        if (left == null || !left.isEmpty() || mine.readerIndex() != begin) {
            // This connection keeps it, or has used it up.
            shared = null;
            view = null;
        }
    }
}
