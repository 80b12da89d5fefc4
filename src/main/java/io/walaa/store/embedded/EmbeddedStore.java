package io.walaa.store.embedded;

import java.net.URI;

/** A store that is a process of ours, on loopback only. */
interface EmbeddedStore extends AutoCloseable {
    /** How to connect, with the password. */
    URI url();

    /** The process, for those who watch or kill it. */
    ProcessHandle process();

    /**
     * Starts it again after it died, at the same address.
     *
     * @throws io.walaa.config.StartRefused if it does not come up, for example because somebody else took its port
     */
    EmbeddedStore again();

    /** Stops it in order; what it acknowledged is in its files. */
    @Override
    void close();
}
