package io.walaa.json;

import java.util.List;

/** A body or a document that cannot be taken, with everything that is wrong with it. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<InputError> errors;

    public InvalidInput(List<InputError> errors) {
        // bad input is the caller's, so our stack would say nothing and cost much
        super("invalid input: " + errors, null, false, false);
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, in the order in which it was found; never empty. */
    public List<InputError> errors() {
        return errors;
    }
}
