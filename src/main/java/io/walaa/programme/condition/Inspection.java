package io.walaa.programme.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.walaa.json.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks through a condition for the fields that it reads, the names that it refers to, and what it may not do. */
final class Inspection {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");
    /** What the texts that these fields are compared with name. */
    private static final Map<String, String> REFERENCES = Map.of("tier", "tier", "segments", "segment");

    static final int REGEX_SIZE_MAX = 200;
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]+)?");

    private final Fields fields;
    private final int decimals;
    private final Conditions.Names names;
    private final Value where;
    private final Set<Field> reads = new LinkedHashSet<>();
    private final Map<String, Set<Long>> compared = new HashMap<>();
    private @Nullable String refused;

    Inspection(CelExpr expr, Fields fields, int decimals, Conditions.Names names, Value where) {
        this.fields = fields;
        this.decimals = decimals;
        this.names = names;
        this.where = where;
        visit(expr, false);
    }

    List<Field> reads() {
        return List.copyOf(reads);
    }

    /** What it does and may not; null if nothing. */
    @Nullable
    String refused() {
        return refused;
    }

    private void visit(CelExpr expr, boolean looping) {
        switch (expr.getKind()) {
            case IDENT, SELECT -> {
                String path = path(expr);
                Field field = path == null ? null : fields.find(path);
                if (field != null) {
                    reads.add(field);
                } else if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                    visit(expr.select().operand(), looping);
                }
            }
            case CALL -> call(expr.call(), looping);
            case LIST -> expr.list().elements().forEach(element -> visit(element, looping));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    visit(entry.key(), looping);
                    visit(entry.value(), looping);
                });
            case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value(), looping));
            case COMPREHENSION -> {
                if (looping) {
                    refused = "a comprehension inside another";
                }
                CelExpr.CelComprehension loop = expr.comprehension();
                visit(loop.iterRange(), looping);
                visit(loop.accuInit(), true);
                visit(loop.loopCondition(), true);
                visit(loop.loopStep(), true);
                visit(loop.result(), true);
            }
            default -> {
                // a constant
            }
        }
    }

    private void call(CelExpr.CelCall call, boolean looping) {
        List<CelExpr> operands = new ArrayList<>(call.args());
        call.target().ifPresent(target -> operands.add(0, target));
        operands.forEach(operand -> visit(operand, looping));
        String function = call.function();
        if (function.equals("money")) {
            money(text(operands.get(0)));
        }
        if (function.equals("matches")) {
            String expression = text(operands.get(1));
            if (expression == null) {
                refused = "matches() takes an expression written out";
            } else if (!fits(expression)) {
                refused = "the expression of matches() is wrong or too large";
            } else if (looping) {
                refused = "matches() inside a comprehension";
            }
        }
        if (operands.size() == 2) {
            number(operands.get(0), operands.get(1));
            number(operands.get(1), operands.get(0));
        }
        if (COMPARISONS.contains(function)) {
            compared(operands.get(0), operands.get(1));
            compared(operands.get(1), operands.get(0));
        }
    }

    private static boolean fits(String expression) {
        try {
            return com.google.re2j.Pattern.compile(expression).programSize() <= REGEX_SIZE_MAX;
        } catch (com.google.re2j.PatternSyntaxException e) {
            return false;
        }
    }

    /** What whole numbers each field is compared with. */
    Map<String, Set<Long>> numbers() {
        return compared;
    }

    private void number(CelExpr field, CelExpr other) {
        String path = path(field);
        if (path != null
                && other.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && other.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
            compared.computeIfAbsent(path, p -> new TreeSet<>())
                    .add(other.constant().int64Value());
        }
    }

    private void compared(CelExpr field, CelExpr other) {
        String kind = REFERENCES.get(String.valueOf(path(field)));
        if (kind == null) {
            return;
        }
        List<CelExpr> texts =
                other.getKind() == CelExpr.ExprKind.Kind.LIST ? other.list().elements() : List.of(other);
        for (CelExpr each : texts) {
            String name = text(each);
            if (name != null && !name.isEmpty()) {
                names.refer(kind, name, where);
            }
        }
    }

    private void money(@Nullable String amount) {
        if (amount == null || !AMOUNT.matcher(amount).matches()) {
            refused = "money() takes an amount written out, such as money(\"10.000\")";
        } else if (amount.contains(".") && amount.length() - amount.indexOf('.') - 1 > decimals) {
            refused = "money() takes an amount of at most " + decimals + " decimals";
        }
    }

    static @Nullable String text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expr.constant().stringValue()
                : null;
    }

    static @Nullable String path(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            return expr.ident().name();
        }
        if (expr.getKind() != CelExpr.ExprKind.Kind.SELECT || expr.select().testOnly()) {
            return null;
        }
        String operand = path(expr.select().operand());
        return operand == null ? null : operand + "." + expr.select().field();
    }
}
