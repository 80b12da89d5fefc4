package io.walaa.programme.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent form of a part: a field compared with something written out. The library takes some 0.4 µs for one,
 * which sixty rules cannot afford on every purchase; what such a comparison means is the same here and there.
 */
final class Comparison implements Part.Test {
    private static final Map<String, String> MIRRORED =
            Map.of("_==_", "_==_", "_!=_", "_!=_", "_<_", "_>_", "_>_", "_<_", "_<=_", "_>=_", "_>=_", "_<=_");

    private final Field field;
    private final String operator;
    private final Object constant;

    private Comparison(Field field, String operator, Object constant) {
        this.field = field;
        this.operator = operator;
        this.constant = constant;
    }

    /**
     * The comparison that an expression is; null if it is something else.
     *
     * @param decimals of amounts of money
     */
    static @Nullable Comparison of(CelExpr expr, Fields fields, int decimals) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return null;
        }
        String function = expr.call().function();
        List<CelExpr> operands = expr.call().args();
        String mirrored = MIRRORED.get(function);
        if (mirrored == null || operands.size() != 2) {
            return null;
        }
        Comparison straight = of(operands.get(0), function, operands.get(1), fields, decimals);
        return straight != null ? straight : of(operands.get(1), mirrored, operands.get(0), fields, decimals);
    }

    private static @Nullable Comparison of(CelExpr left, String operator, CelExpr right, Fields fields, int decimals) {
        String path = Inspection.path(left);
        Field field = path == null ? null : fields.find(path);
        Object constant = constant(right, decimals);
        if (field == null || constant == null) {
            return null;
        }
        boolean text = field.type().equals(SimpleType.STRING) && constant instanceof String;
        boolean whole = field.type().equals(SimpleType.INT) && constant instanceof Long;
        boolean equality = operator.equals("_==_") || operator.equals("_!=_");
        return whole || (text && equality) ? new Comparison(field, operator, constant) : null;
    }

    private static @Nullable Object constant(CelExpr expr, int decimals) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            CelConstant constant = expr.constant();
            return switch (constant.getKind()) {
                case STRING_VALUE -> constant.stringValue();
                case INT64_VALUE -> constant.int64Value();
                default -> null;
            };
        }
        boolean money = expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals("money");
        String amount = money ? Inspection.text(expr.call().args().get(0)) : null;
        return amount == null ? null : Compiler.minor(new BigDecimal(amount), decimals);
    }

    @Override
    public boolean holds(Sight sight) {
        Object value = sight.value(field);
        if (value == null) {
            return false;
        }
        return switch (operator) {
            case "_==_" -> value.equals(constant);
            case "_!=_" -> !value.equals(constant);
            default -> ordered(Long.compare((Long) value, (Long) constant));
        };
    }

    private boolean ordered(int comparison) {
        return switch (operator) {
            case "_<_" -> comparison < 0;
            case "_<=_" -> comparison <= 0;
            case "_>_" -> comparison > 0;
            default -> comparison >= 0;
        };
    }
}
