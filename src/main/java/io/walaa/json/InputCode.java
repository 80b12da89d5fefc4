package io.walaa.json;

import java.util.List;

/**
 * The catalogue of what can be wrong with a field of a body or a document: a stable code for clients and for the
 * message bundles, and the names of the arguments its message may use. {@code near} is absent when nothing is near.
 */
public enum InputCode {
    // the body as a whole
    BROKEN_JSON("broken-json", "line", "column"),
    BROKEN_YAML("broken-yaml", "line", "column"),
    INVALID_UTF8("invalid-utf8"),
    DUPLICATE_FIELD("duplicate-field", "field"),
    NESTED_TOO_DEEP("nested-too-deep", "max"),
    LIMIT_EXCEEDED("limit-exceeded"),
    ALIAS_REFUSED("alias-refused"),
    // any field
    REQUIRED("required"),
    UNKNOWN_FIELD("unknown-field", "field", "near"),
    WRONG_TYPE("wrong-type", "expected"),
    // text
    EMPTY("empty"),
    TOO_LONG("too-long", "max"),
    BAD_CHARACTER("bad-character"),
    BAD_FORMAT("bad-format", "expected"),
    UNKNOWN_VALUE("unknown-value", "value", "allowed", "near"),
    UNKNOWN_CURRENCY("unknown-currency", "value", "near"),
    // numbers
    NOT_AN_INTEGER("not-an-integer"),
    NOT_A_DECIMAL("not-a-decimal"),
    TOO_MANY_DECIMALS("too-many-decimals", "max"),
    TOO_SMALL("too-small", "min"),
    TOO_LARGE("too-large", "max"),
    // time
    NOT_AN_INSTANT("not-an-instant"),
    NOT_A_DATE("not-a-date"),
    NOT_A_DURATION("not-a-duration"),
    NOT_A_PERIOD("not-a-period"),
    UNKNOWN_ZONE("unknown-zone", "value", "near"),
    UNKNOWN_LOCALE("unknown-locale", "value"),
    ENDS_BEFORE_START("ends-before-start"),
    // lists and references
    TOO_FEW("too-few", "min"),
    TOO_MANY("too-many", "max"),
    DUPLICATE("duplicate", "value"),
    UNKNOWN_REFERENCE("unknown-reference", "kind", "value", "near"),
    NOT_RISING("not-rising", "name"),
    CONFLICTING_FIELDS("conflicting-fields", "fields"),
    NOT_SUPPORTED("not-supported", "value", "allowed"),
    // conditions
    BAD_CONDITION("bad-condition", "problem", "column"),
    UNKNOWN_CONDITION_FIELD("unknown-condition-field", "field", "near"),
    CONDITION_FIELD_ELSEWHERE("condition-field-elsewhere", "field");

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, only its type does not say so
    private final List<String> args;

    InputCode(String code, String... args) {
        this.code = code;
        this.args = List.of(args);
    }

    /** The stable code that clients see, for example {@code too-many-decimals}. */
    public String code() {
        return code;
    }

    /** The names of the arguments that an error of this code may carry. */
    public List<String> args() {
        return args;
    }
}
