package io.walaa.config;

import java.util.List;

/**
 * Why the process does not start, in sentences for the person who started it.
 *
 * <p>The process prints them without a stack trace and ends with exit code 1.
 */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * One reason.
     *
     * @param sentence what is wrong and what to do about it
     */
    public StartRefused(String sentence) {
        super(sentence);
    }

    /**
     * One reason with the failure below it.
     *
     * @param sentence what is wrong and what to do about it
     * @param cause what failed
     */
    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /**
     * Several reasons, all at once.
     *
     * @param sentences one line each
     */
    public StartRefused(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
    }
}
