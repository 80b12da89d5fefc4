package io.walaa.live.socket;

import io.netty.buffer.ByteBuf;

/** A WebSocket: frames in and out. */
public abstract class SocketPipe extends Pipe implements FrameReader.Sink {
    private final FrameReader reader;

    /**
     * @param hand that of the connection's event loop
     * @param textMax most bytes of a frame that comes in
     */
    protected SocketPipe(Hand hand, int textMax) {
        super(hand);
        reader = new FrameReader(textMax);
    }

    @Override
    protected final void received(ByteBuf bytes) {
        heard();
        reader.read(bytes, this);
    }

    @Override
    protected final void receivedAfterwards(ByteBuf bytes) {
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

    /** The client closes, or answers our closing. */
    @Override
    public final void close() {
        if (ended()) {
            hangUp();
        } else {
            reader.farewell();
            finish(Frames.close(1000, ""));
            hangUp();
        }
    }

    /** Tells the client why, and closes once it has answered; until then whatever else it sends is skipped. */
    protected final void close(int code, String reason) {
        reader.farewell();
        finish(Frames.close(code, reason));
    }
}
