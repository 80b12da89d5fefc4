package io.walaa.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value stands in its document; the pointer is only spelled out when something is wrong there. */
record Place(@Nullable Place parent, String name, Place.Errors errors) {
    private static final int ERRORS_MAX = 100;

    /** Collects what is wrong; beyond a hundred errors nobody reads on. */
    record Errors(List<InputError> found, boolean muted) {}

    static Place root() {
        return new Place(null, "", new Errors(new ArrayList<>(), false));
    }

    Place at(String child) {
        return new Place(this, child, errors);
    }

    /** The same place for reading placeholders out of something that is missing: its error is told already. */
    Place muted() {
        return errors.muted() ? this : new Place(parent, name, new Errors(List.of(), true));
    }

    void refuse(InputCode code, Object... args) {
        List<InputError> found = errors.found();
        if (errors.muted() || found.size() == ERRORS_MAX) {
            return;
        }
        InputError error = InputError.of(pointer(), code, args);
        // what is wrong with the placeholder of a wrong value is no news
        if (found.isEmpty() || !found.get(found.size() - 1).pointer().equals(error.pointer())) {
            found.add(error);
        }
    }

    String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
