package io.walaa.programme.condition;

import java.util.List;

/** What a part of a condition comes to: true, false, or nothing, because a value that it looks at is not there. */
@FunctionalInterface
interface Truth {
    /** What comes of a value that is not there: it makes the part fail unless the rest decides without it. */
    byte NONE = -1;

    byte FALSE = 0;
    byte TRUE = 1;

    byte of(Sight sight);

    static byte of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** All of them; one that is false decides whatever the others lack. */
    static Truth all(List<Truth> parts) {
        return among(parts.toArray(new Truth[0]), FALSE, TRUE);
    }

    /** Any of them; one that is true decides whatever the others lack. */
    static Truth any(List<Truth> parts) {
        return among(parts.toArray(new Truth[0]), TRUE, FALSE);
    }

    private static Truth among(Truth[] parts, byte deciding, byte otherwise) {
        return sight -> {
            byte all = otherwise;
            for (Truth part : parts) {
                byte one = part.of(sight);
                if (one == deciding) {
                    return deciding;
                }
                all = one == NONE ? NONE : all;
            }
            return all;
        };
    }

    /** The opposite. */
    static Truth not(Truth part) {
        return sight -> {
            byte one = part.of(sight);
            return one == NONE ? NONE : of(one == FALSE);
        };
    }
}
