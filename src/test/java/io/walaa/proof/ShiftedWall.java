package io.walaa.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock that may be wrong by what a small shared file says. The server's classes that ask the time are laid over
 * by copies that ask this one; the proof sets the file.
 */
public final class ShiftedWall {
    private static final ShiftedWall MINE = mine();

    private final MappedByteBuffer offset;

    private ShiftedWall(MappedByteBuffer offset) {
        this.offset = offset;
    }

    private static ShiftedWall mine() {
        String file = System.getProperty("walaa.proof.clock");
        return file == null ? null : create(Path.of(file));
    }

    static ShiftedWall create(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ShiftedWall(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it wrong by so much from now on. */
    void shift(long millis) {
        offset.putLong(0, millis);
    }

    /** The wall clock as this process sees it. */
    public static InstantSource system() {
        return () -> Instant.now().plusMillis(MINE.offset.getLong(0));
    }
}
