package io.walaa.proof;

import java.io.IOException;
import java.util.List;

/** Small programs of the system. */
final class SystemProgram {
    private SystemProgram() {}

    /** Runs one to its end; whether it succeeded. */
    static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
