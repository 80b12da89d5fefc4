package io.walaa.cli;

import java.io.PrintStream;

/** One thing that was looked at, and how bad it is. */
record Finding(Level level, String what, String found) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String what, String found) {
        return new Finding(Level.OK, what, found);
    }

    static Finding warn(String what, String found) {
        return new Finding(Level.WARN, what, found);
    }

    static Finding fail(String what, String found) {
        return new Finding(Level.FAIL, what, found);
    }

    /** What a wrong value means is worth a line only where it is wrong. */
    static Finding expect(boolean good, Level otherwise, String what, String found, String consequence) {
        return good ? ok(what, found) : new Finding(otherwise, what, found + ": " + consequence);
    }

    void print(PrintStream out) {
        out.printf("  %-4s  %-28s %s%n", level, what, found);
    }
}
