package io.walaa.usecase.programme;

/**
 * A programme's document as somebody wrote it.
 *
 * @param format {@code json} or {@code yaml}
 */
public record Source(String text, String format) {
    public Source {
        if (!format.equals("json") && !format.equals("yaml")) {
            throw new IllegalArgumentException("no format of a programme: " + format);
        }
    }
}
