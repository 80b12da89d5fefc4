package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;

/** A WebSocket: frames in and out. */
public abstract class SocketPipe extends Pipe implements FrameReader.Sink {
    private final FrameReader reader;

    /** @param textMax most bytes of a frame that comes in */
    protected SocketPipe(int textMax) {
        reader = new FrameReader(textMax);
    }

    @Override
    protected final void received(ByteBuf bytes) {
        heard();
        reader.read(bytes, this);
    }

    /** Anything came in. */
    protected abstract void heard();

    @Override
    public final void ping(byte[] content) {
        send(Frames.frame(Frames.PONG, content));
    }

    @Override
    public final void pong() {
        // that something came in was noted already
    }

    @Override
    public final void close() {
        finish(Frames.close(1000, ""));
    }

    /** Tells the client why, and closes. */
    protected final void close(int code, String reason) {
        reader.drop();
        finish(Frames.close(code, reason));
    }
}
