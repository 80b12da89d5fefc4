package io.walaa.live.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final int TEXT_MAX = 1_000;

    private final FrameReader reader = new FrameReader(TEXT_MAX);
    private final List<String> told = new ArrayList<>();
    private final FrameReader.Sink sink = new FrameReader.Sink() {
        @Override
        public void text(byte[] utf8) {
            String text = new String(utf8, StandardCharsets.UTF_8);
            told.add(text);
            if (text.equals("enough")) {
                reader.farewell();
            }
        }

        @Override
        public void ping(byte[] content) {
            told.add("ping");
        }

        @Override
        public void pong() {
            told.add("pong");
        }

        @Override
        public void close() {
            told.add("close");
        }

        @Override
        public void broken(String why) {
            told.add(why);
            reader.farewell();
        }
    };

    @Test
    void frames_are_read_whole_however_their_bytes_arrive() {
        ByteBuf bytes =
                Unpooled.wrappedBuffer(frame(1, "one"), frame(9, "p"), frame(1, "two".repeat(100)), frame(8, ""));
        while (bytes.isReadable()) {
            reader.read(bytes.readSlice(1), sink);
        }
        assertThat(told).containsExactly("one", "ping", "two".repeat(100), "close");
    }

    @Test
    void after_the_farewell_everything_is_skipped_but_the_close() {
        ByteBuf bytes = Unpooled.wrappedBuffer(
                frame(1, "enough"), frame(1, "more"), frame(9, "p"), frame(2, "x".repeat(70_000)), frame(8, ""));
        reader.read(bytes, sink);
        assertThat(told).containsExactly("enough", "close");
    }

    @Test
    void the_same_when_the_bytes_arrive_one_by_one() {
        ByteBuf bytes = Unpooled.wrappedBuffer(frame(1, "enough"), frame(1, "y".repeat(300)), frame(8, ""));
        while (bytes.isReadable()) {
            reader.read(bytes.readSlice(1), sink);
        }
        assertThat(told).containsExactly("enough", "close");
    }

    @Test
    void a_refused_frame_is_skipped_too() {
        reader.read(Unpooled.wrappedBuffer(frame(1, "z".repeat(5_000)), frame(1, "more"), frame(8, "")), sink);
        assertThat(told).containsExactly("too big", "close");
    }

    /** A masked frame as a client sends it. */
    private static ByteBuf frame(int kind, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer().writeByte(0x80 | kind);
        if (content.length < 126) {
            frame.writeByte(0x80 | content.length);
        } else if (content.length < 65_536) {
            frame.writeByte(0x80 | 126).writeShort(content.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(content.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < content.length; i++) {
            frame.writeByte(content[i] ^ mask[i & 3]);
        }
        return frame;
    }
}
