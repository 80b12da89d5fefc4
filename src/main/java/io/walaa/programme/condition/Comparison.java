package io.walaa.programme.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import org.jspecify.annotations.Nullable;

/** A field compared with something written out. */
final class Comparison {
    private Comparison() {}

    /** How two values of one type are compared. */
    enum Operator {
        EQUAL("_==_"),
        DIFFERENT("_!=_"),
        LESS("_<_"),
        AT_MOST("_<=_"),
        MORE("_>_"),
        AT_LEAST("_>=_");

        private final String function;

        Operator(String function) {
            this.function = function;
        }

        /** The one that the library calls so; null if it calls none so. */
        static @Nullable Operator of(String function) {
            for (Operator operator : values()) {
                if (operator.function.equals(function)) {
                    return operator;
                }
            }
            return null;
        }

        /** The one that says the same with its sides exchanged. */
        Operator mirrored() {
            return switch (this) {
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case MORE -> LESS;
                case AT_LEAST -> AT_MOST;
                default -> this;
            };
        }

        boolean on(long left, long right) {
            return switch (this) {
                case EQUAL -> left == right;
                case DIFFERENT -> left != right;
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case MORE -> left > right;
                case AT_LEAST -> left >= right;
            };
        }

        boolean on(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case DIFFERENT -> left != right;
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case MORE -> left > right;
                case AT_LEAST -> left >= right;
            };
        }
    }

    /** What the comparison comes to; null if it is left to the library. */
    static @Nullable Truth of(Field field, Operator operator, @Nullable Object constant) {
        CelType type = field.type();
        boolean equality = operator == Operator.EQUAL || operator == Operator.DIFFERENT;
        if (type.equals(SimpleType.INT) && constant instanceof Long number) {
            long right = number;
            return sight -> sight.value(field) instanceof Long left ? Truth.of(operator.on(left, right)) : Truth.NONE;
        }
        if (type.equals(SimpleType.DOUBLE) && constant instanceof Double number) {
            double right = number;
            return sight -> sight.value(field) instanceof Double left ? Truth.of(operator.on(left, right)) : Truth.NONE;
        }
        if (type.equals(SimpleType.STRING) && constant instanceof String && equality) {
            boolean wanted = operator == Operator.EQUAL;
            return sight -> {
                Object value = sight.value(field);
                return value == null ? Truth.NONE : Truth.of(value.equals(constant) == wanted);
            };
        }
        return null;
    }
}
