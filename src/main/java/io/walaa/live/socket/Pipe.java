package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection after its takeover: bytes in, bytes out, and what waits because the other side reads slowly. Lives on
 * the connection's event loop.
 */
// What becomes of a write shows in the channel: it fails it.
@SuppressWarnings("FutureReturnValueIgnored")
public abstract class Pipe extends ChannelInboundHandlerAdapter {
    private static final int WAITING_BYTES_MAX = 256 << 10;
    private static final int LINGER_SECONDS = 5;

    private record Waiting(ByteBuf bytes, @Nullable Object replaces) {}

    private final Hand hand;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ArrayDeque<Waiting> waiting;
    private int waitingBytes;
    private boolean ended;
    private @Nullable ChannelFuture lastWrite;

    /** @param hand that of the connection's event loop */
    protected Pipe(Hand hand) {
        this.hand = hand;
    }

    /** The connection stands and can be written to. */
    protected abstract void opened();

    /** Bytes came in; they are released afterwards. */
    protected abstract void received(ByteBuf bytes);

    /** Bytes came in after {@link #finish}; they are released afterwards. */
    protected void receivedAfterwards(ByteBuf bytes) {
        // nothing that is said after the end matters
    }

    /** The connection is gone, whoever ended it. */
    protected abstract void closed();

    /** More waits than this connection may keep. */
    protected abstract void overflowed();

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        try {
            if (message instanceof ByteBuf bytes) {
                if (ended) {
                    receivedAfterwards(bytes);
                } else {
                    received(bytes);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        ended = true;
        waiting = null;
        closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable failure) {
        // A reset by the other side is its way to leave; anything else is no reason to keep it.
        from.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        ArrayDeque<Waiting> queue = waiting;
        boolean wrote = false;
        while (queue != null && from.channel().isWritable()) {
            Waiting next = queue.poll();
            if (next == null) {
                waiting = null;
                waitingBytes = 0;
                break;
            }
            waitingBytes -= next.bytes.readableBytes();
            from.write(next.bytes.duplicate(), from.voidPromise());
            wrote = true;
        }
        if (wrote) {
            from.flush();
        }
    }

    /** Sends bytes that may be shared with other connections. */
    protected final void send(ByteBuf bytes) {
        send(bytes, null);
    }

    /**
     * Sends bytes that may be shared with other connections.
     *
     * @param replaces what still waits under an equal name is replaced in place; null: nothing is
     */
    protected final void send(ByteBuf bytes, @Nullable Object replaces) {
        ChannelHandlerContext to = context;
        if (to == null || ended) {
            return;
        }
        if (waiting == null && to.channel().isWritable()) {
            hand.write(to, bytes);
            return;
        }
        waitLater(new Waiting(bytes, replaces));
    }

    private void waitLater(Waiting fresh) {
        ArrayDeque<Waiting> queue = waiting == null ? new ArrayDeque<>() : waiting;
        if (fresh.replaces != null) {
            ArrayDeque<Waiting> kept = new ArrayDeque<>(queue.size() + 1);
            boolean replaced = false;
            for (Waiting old : queue) {
                boolean same = fresh.replaces.equals(old.replaces);
                kept.add(same ? fresh : old);
                waitingBytes -= same ? old.bytes.readableBytes() : 0;
                replaced |= same;
            }
            if (!replaced) {
                kept.add(fresh);
            }
            waiting = kept;
        } else {
            queue.add(fresh);
            waiting = queue;
        }
        waitingBytes += fresh.bytes.readableBytes();
        if (waitingBytes > WAITING_BYTES_MAX) {
            overflowed();
        }
    }

    /**
     * Sends a last message. The connection stays until {@link #hangUp}, at most for five seconds: to close it while the
     * other side still sends would reset it and lose the message.
     */
    protected final void finish(ByteBuf last) {
        ChannelHandlerContext to = context;
        if (to != null && !ended) {
            ended = true;
            waiting = null;
            lastWrite = to.writeAndFlush(last.duplicate());
            to.executor().schedule(this::abort, LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Says that nothing comes after the last message, once it is out; the other side closes then. */
    protected final void hangUp() {
        ChannelFuture last = lastWrite;
        if (last != null) {
            last.addListener(done -> {
                if (last.channel() instanceof DuplexChannel both) {
                    both.shutdownOutput();
                } else {
                    last.channel().close();
                }
            });
        }
    }

    /** Closes at once, whatever still waits. */
    public final void abort() {
        ChannelHandlerContext to = context;
        ended = true;
        if (to != null) {
            to.close();
        }
    }

    /** Whether nothing is sent or taken any more. */
    public final boolean ended() {
        return ended;
    }
}
