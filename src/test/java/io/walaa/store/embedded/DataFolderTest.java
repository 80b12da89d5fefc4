package io.walaa.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void second_start_on_the_same_folder_is_refused_until_the_first_has_gone(@TempDir Path parent) throws IOException {
        var folder = parent.resolve("data");
        try (var first = DataFolder.open(folder)) {
            assertThat(DataFolder.isHeld(folder)).isTrue();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> DataFolder.open(parent.resolve("./data")))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid())
                        .hasMessageContaining(first.path().toString());
            }
        }
        assertThat(DataFolder.isHeld(folder)).isFalse();
        DataFolder.open(folder).close();
    }

    @Test
    void folder_that_cannot_be_made_is_one_sentence(@TempDir Path parent) throws IOException {
        var file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/walaa")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("WALAA_DATA_DIR");
    }

    @Test
    void password_is_made_once_and_private(@TempDir Path parent) throws IOException {
        try (var folder = DataFolder.open(parent.resolve("data"))) {
            var password = folder.password();
            assertThat(password).matches("[0-9a-f]{48}").isEqualTo(folder.password());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.path().resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }
}
