package io.walaa.store.embedded;

import io.walaa.config.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of the embedded stores, unpacked from their jars once; several installations may share a folder. */
public final class Programs {
    private static final int EXECUTABLE = 0b001_000_000;

    private final Path folder;
    private final Platform platform = Platform.current();

    /**
     * Names the folder; nothing is unpacked yet.
     *
     * @param folder where they go, made when needed
     * @throws StartRefused if the jars have nothing for this system
     */
    public Programs(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path redisServer() throws IOException {
        return unpacked(platform.redisServer(), "Redis", (packed, to) -> {
            Files.copy(packed, to);
            makeExecutable(to);
        });
    }

    /** The folder above {@code bin/postgres}. */
    Path postgres() throws IOException {
        return unpacked(platform.postgresArchive(), "Postgres", Programs::unpackArchive);
    }

    private interface Unpacking {
        void unpack(InputStream packed, Path to) throws IOException;
    }

    /** Unpacks aside and renames, so that what has the name is whole. The size in the name tells versions apart. */
    private Path unpacked(String resource, String what, Unpacking unpacking) throws IOException {
        URL packed = Programs.class.getClassLoader().getResource(resource);
        if (packed == null) {
            throw new StartRefused("This build has no embedded " + what + " for this system (" + resource
                    + "); set WALAA_" + (what.equals("Redis") ? "REDIS" : "POSTGRES") + "_URL to a real one.");
        }
        var connection = packed.openConnection();
        var target = folder.resolve(resource + "-" + connection.getContentLengthLong());
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(folder);
        var aside = Files.createTempDirectory(folder, "unpacking");
        try (var input = new BufferedInputStream(connection.getInputStream())) {
            var content = aside.resolve("content");
            unpacking.unpack(input, content);
            if (!Files.exists(target)) {
                Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            // another process was faster: what it left is whole
            if (!Files.exists(target)) {
                throw failed;
            }
        } finally {
            deleteTree(aside);
        }
        return target;
    }

    private static void unpackArchive(InputStream packed, Path to) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = to.resolve(entry.getName()).normalize();
                if (!path.startsWith(to)) {
                    throw new IOException("an entry points out of its archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(to.resolve(path).getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & EXECUTABLE) != 0) {
                        makeExecutable(path);
                    }
                }
            }
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException undeletable) {
                    throw new UncheckedIOException(undeletable);
                }
            });
        } catch (UncheckedIOException undeletable) {
            throw undeletable.getCause();
        }
    }
}
