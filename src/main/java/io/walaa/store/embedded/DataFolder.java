package io.walaa.store.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder of one installation, locked for this process. */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final int PASSWORD_BYTES = 24;

    /** A POSIX lock is lost when its process closes the file once more, so we never open it twice. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing and locks it. The lock goes with the process, however that ends.
     *
     * @param wanted where it is
     * @return the folder
     * @throws StartRefused if it cannot be made or written, or another process holds it
     */
    public static DataFolder open(Path wanted) {
        var absolute = wanted.toAbsolutePath().normalize();
        try {
            var made = !Files.exists(absolute);
            Files.createDirectories(absolute);
            if (made) {
                PrivateFile.restrictFolder(absolute);
            }
            var real = absolute.toRealPath();
            return new DataFolder(real, lock(real));
        } catch (FileAlreadyExistsException file) {
            throw new StartRefused("The data folder " + absolute + " is a file, not a folder.", file);
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "The data folder " + absolute + " cannot be written by user " + System.getProperty("user.name")
                            + "; set WALAA_DATA_DIR to one that can.",
                    unwritable);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = folder.resolve(LOCK);
        if (HELD_HERE.add(folder)) {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
                return channel;
            }
            channel.close();
            HELD_HERE.remove(folder);
        }
        throw new StartRefused("Another Walaa (process " + Files.readString(file) + ") runs on the data folder "
                + folder + "; stop it, or set WALAA_DATA_DIR to another folder.");
    }

    /** Whether a living process, this one or another, holds that folder. */
    static boolean isHeld(Path folder) {
        try {
            var real = folder.toRealPath();
            if (HELD_HERE.contains(real)) {
                return true;
            }
            try (var channel = FileChannel.open(real.resolve(LOCK), StandardOpenOption.WRITE)) {
                return channel.tryLock() == null;
            }
        } catch (IOException nobodyEverDid) {
            return false;
        }
    }

    /**
     * Where the folder is.
     *
     * @return its real path
     */
    public Path path() {
        return path;
    }

    /**
     * The password of the embedded stores, which keeps other users of this machine out. Made at first use.
     *
     * @return hexadecimal digits
     */
    public String password() {
        var file = path.resolve("password");
        try {
            if (!Files.exists(file)) {
                var random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                PrivateFile.write(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file).trim();
        } catch (IOException unreadable) {
            throw new StartRefused("The file " + file + " cannot be read or written.", unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD_HERE.remove(path);
    }
}
