package io.walaa.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold passwords: readable by their owner alone, and whole or not there. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes a file that only its owner can read; a crash leaves the old one or the new one, never half of it.
     *
     * @param file replaced if it is there
     * @param text what goes in
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, String text) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part);
        restrict(part, "rw-------");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void restrictFolder(Path folder) throws IOException {
        restrict(folder, "rwx------");
    }

    private static void restrict(Path path, String permissions) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
    }
}
