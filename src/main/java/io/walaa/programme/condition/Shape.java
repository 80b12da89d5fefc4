package io.walaa.programme.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frequent shapes of conditions, done without the library, which takes some 0.4 µs for each operator; sixty rules
 * cannot afford that on every purchase. Fields compared with something written out, {@code in}, {@code !}, {@code &&},
 * {@code ||}; everything else stays with the library. What they mean is the same here and there, and a test holds one
 * against the other.
 */
final class Shape {
    private final Fields fields;
    private final int decimals;

    /** @param decimals of amounts of money */
    Shape(Fields fields, int decimals) {
        this.fields = fields;
        this.decimals = decimals;
    }

    /** What a checked expression comes to; null if its shape is none of these. */
    @Nullable
    Truth of(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return flag(expr);
        }
        List<CelExpr> operands = expr.call().args();
        String function = expr.call().function();
        if (expr.call().target().isPresent()) {
            return null;
        }
        return switch (function) {
            case "_&&_" -> joined(operands, true);
            case "_||_" -> joined(operands, false);
            case "!_" -> {
                Truth part = of(operands.get(0));
                yield part == null ? null : Truth.not(part);
            }
            case "@in" -> in(operands.get(0), operands.get(1));
            default -> operands.size() == 2 ? compared(function, operands.get(0), operands.get(1)) : null;
        };
    }

    private @Nullable Truth flag(CelExpr expr) {
        Field field = field(expr);
        if (field == null || !field.type().equals(SimpleType.BOOL)) {
            return null;
        }
        return sight -> sight.value(field) instanceof Boolean flag ? Truth.of(flag) : Truth.NONE;
    }

    private @Nullable Truth joined(List<CelExpr> operands, boolean all) {
        List<Truth> parts = new ArrayList<>(operands.size());
        for (CelExpr operand : operands) {
            Truth part = of(operand);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return all ? Truth.all(parts) : Truth.any(parts);
    }

    private @Nullable Truth compared(String function, CelExpr left, CelExpr right) {
        Comparison.Operator operator = Comparison.Operator.of(function);
        if (operator == null) {
            return null;
        }
        Field field = field(left);
        if (field != null) {
            return Comparison.of(field, operator, constant(right));
        }
        Field mirrored = field(right);
        return mirrored == null ? null : Comparison.of(mirrored, operator.mirrored(), constant(left));
    }

    /** {@code "coffee" in order.categories}, {@code tier in ["silver", "gold"]}. */
    private @Nullable Truth in(CelExpr element, CelExpr among) {
        Field list = field(among);
        Object wanted = constant(element);
        if (list != null && wanted instanceof String && list.type().equals(ListType.create(SimpleType.STRING))) {
            return sight -> sight.value(list) instanceof List<?> texts ? Truth.of(texts.contains(wanted)) : Truth.NONE;
        }
        Field field = field(element);
        if (field == null || among.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        Set<Object> allowed = new HashSet<>();
        for (CelExpr each : among.list().elements()) {
            Object constant = constant(each);
            boolean same = field.type().equals(SimpleType.STRING)
                    ? constant instanceof String
                    : field.type().equals(SimpleType.INT) && constant instanceof Long;
            if (constant == null || !same) {
                return null;
            }
            allowed.add(constant);
        }
        return sight -> {
            Object value = sight.value(field);
            return value == null ? Truth.NONE : Truth.of(allowed.contains(value));
        };
    }

    private @Nullable Field field(CelExpr expr) {
        String path = Inspection.path(expr);
        return path == null ? null : fields.find(path);
    }

    /** What is written out: a text, a whole number, a decimal one, or an amount of money; null if it is none. */
    private @Nullable Object constant(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            CelConstant constant = expr.constant();
            return switch (constant.getKind()) {
                case STRING_VALUE -> constant.stringValue();
                case INT64_VALUE -> constant.int64Value();
                case DOUBLE_VALUE -> constant.doubleValue();
                default -> null;
            };
        }
        boolean money = expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals("money");
        String amount = money ? Inspection.text(expr.call().args().get(0)) : null;
        return amount == null ? null : Compiler.minor(new BigDecimal(amount), decimals);
    }
}
