package io.walaa.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a body or a document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param line the line of the source, from 1; 0 where it is not known
 * @param code what is wrong
 * @param args what the message of that code needs, by name
 */
public record InputError(String pointer, int line, InputCode code, Map<String, Object> args) {
    /** Builds an error without a line. {@code args} are names and values in turn. */
    public static InputError of(String pointer, InputCode code, Object... args) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = (String) args[i];
            if (!code.args().contains(name)) {
                throw new IllegalArgumentException(code + " has no argument " + name);
            }
            named.put(name, args[i + 1]);
        }
        return new InputError(pointer, 0, code, named);
    }

    /** The same error at a line of the source. */
    public InputError at(int sourceLine) {
        return new InputError(pointer, sourceLine, code, args);
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + (line > 0 ? " (line " + line + ")" : "") + ": " + code.code()
                + (args.isEmpty() ? "" : " " + args);
    }
}
