package io.walaa.store.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Where the stores of the server that runs on a data folder are, so that a command beside it can find them. */
record RunningStores(URI redis, URI postgres) {
    private static final String FILE = "stores.properties";

    void write(Path folder) throws IOException {
        PrivateFile.write(folder.resolve(FILE), "redis=" + redis + "\npostgres=" + postgres + "\n");
    }

    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** Empty if no server holds the folder: what a killed one wrote there no longer counts. */
    static Optional<RunningStores> read(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.exists(file) || !DataFolder.isHeld(folder)) {
            return Optional.empty();
        }
        try (var reader = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(reader);
            return Optional.of(new RunningStores(
                    URI.create(properties.getProperty("redis")), URI.create(properties.getProperty("postgres"))));
        } catch (IOException stoppedMeanwhile) {
            return Optional.empty();
        }
    }
}
