package io.walaa.cli;

import java.util.Objects;

/** What this build calls itself. */
public final class Version {
    private Version() {}

    /** The version, or {@code dev} outside of a jar. */
    public static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");
    }
}
