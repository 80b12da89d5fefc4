package io.walaa.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A loopback port that an embedded store has again at its next start, unless somebody else took it meanwhile. */
final class KeptPort {
    private KeptPort() {}

    static int choose(Path file) throws IOException {
        var port = kept(file);
        if (port > 0 && isFree(port)) {
            return port;
        }
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Integer.toString(free.getLocalPort()));
            return free.getLocalPort();
        }
    }

    private static int kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            var port = Integer.parseInt(Files.readString(file).trim());
            return port < 65_536 ? port : 0;
        } catch (NumberFormatException halfWritten) {
            return 0;
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // connections of the last run may still be in TIME_WAIT
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
