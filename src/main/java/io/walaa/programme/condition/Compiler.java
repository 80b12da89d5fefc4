package io.walaa.programme.condition;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import io.walaa.json.InputCode;
import io.walaa.json.Nearest;
import io.walaa.json.Value;
import io.walaa.order.Currencies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the conditions of one document, within bounds that keep any of them cheap. */
final class Compiler {
    static final int LENGTH_MAX = 1_000;
    private static final int DEPTH_MAX = 24;
    private static final int ITERATIONS_MAX = 1_000;
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
    private static final CelOptions BOUNDS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LENGTH_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .comprehensionMaxIterations(ITERATIONS_MAX)
            .maxRegexProgramSize(Inspection.REGEX_SIZE_MAX)
            .populateMacroCalls(true)
            .build();

    private final Fields fields;
    private final int decimals;
    private final Cel cel;

    /** A part of a condition, ready to run. */
    record Compiled(String text, Part.Test test, List<Field> reads, Map<String, Set<Long>> numbers) {}

    Compiler(Fields fields, String currency) {
        this.fields = fields;
        Integer digits = Currencies.digits(currency);
        decimals = digits == null ? 0 : digits;
        int places = decimals;
        CelBuilder builder = CelFactory.legacyCelBuilder()
                .setOptions(BOUNDS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new Types())
                .setResultType(SimpleType.BOOL)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "money", CelOverloadDecl.newGlobalOverload("money_string", SimpleType.INT, SimpleType.STRING)))
                .addFunctionBindings(CelFunctionBinding.from(
                        "money_string", String.class, amount -> (Object) minor(new BigDecimal(amount), places)));
        fields.all().forEach(field -> builder.addVar(field.name(), field.type()));
        this.cel = builder.build();
    }

    /** The line of an order, whose fields are checked as those of a condition are. */
    private static final class Types implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.of(OrderLines.TYPE);
        }

        @Override
        public Optional<CelType> findType(String name) {
            return name.equals(OrderLines.TYPE.name()) ? Optional.of(OrderLines.TYPE) : Optional.empty();
        }
    }

    static Long minor(BigDecimal amount, int decimals) {
        return amount.movePointRight(decimals).longValueExact();
    }

    /** The parts of a condition; none if something is wrong, which is noted. */
    List<Compiled> compile(String text, Value where, Set<Area> areas, Conditions.Names names) {
        try {
            CelAbstractSyntaxTree tree = cel.compile(text).getAst();
            Inspection inspection = new Inspection(tree.getExpr(), fields, decimals, names, where);
            Field elsewhere = inspection.reads().stream()
                    .filter(field -> !areas.contains(field.area()))
                    .findFirst()
                    .orElse(null);
            String refused = inspection.refused();
            if (refused != null) {
                where.refuse(InputCode.BAD_CONDITION, "problem", refused, "column", 1);
            } else if (elsewhere != null) {
                where.refuse(InputCode.CONDITION_FIELD_ELSEWHERE, "field", elsewhere.name());
            } else {
                List<Compiled> parts = new ArrayList<>(2);
                split(tree.getExpr(), tree, where, parts);
                return parts;
            }
        } catch (CelValidationException e) {
            refuse(e, text, where);
        } catch (CelEvaluationException | RuntimeException e) {
            where.refuse(InputCode.BAD_CONDITION, "problem", String.valueOf(e.getMessage()), "column", 1);
        }
        return List.of();
    }

    private void split(CelExpr expr, CelAbstractSyntaxTree tree, Value where, List<Compiled> parts)
            throws CelEvaluationException {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals("_&&_")) {
            for (CelExpr part : expr.call().args()) {
                split(part, tree, where, parts);
            }
            return;
        }
        CelAbstractSyntaxTree part =
                CelAbstractSyntaxTree.newCheckedAst(expr, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
        Inspection inspection = new Inspection(expr, fields, decimals, (kind, name, at) -> {}, where);
        parts.add(new Compiled(
                CelUnparserFactory.newUnparser().unparse(part),
                test(expr, part),
                inspection.reads(),
                inspection.numbers()));
    }

    private Part.Test test(CelExpr expr, CelAbstractSyntaxTree part) throws CelEvaluationException {
        Truth truth = new Shape(fields, decimals).of(expr);
        return truth == null ? byLibrary(part) : sight -> truth.of(sight) == Truth.TRUE;
    }

    /** Whether a condition needs the library no more once it is checked. */
    boolean shape(String text) throws CelValidationException {
        return new Shape(fields, decimals).of(cel.compile(text).getAst().getExpr()) != null;
    }

    private Part.Test byLibrary(CelAbstractSyntaxTree part) throws CelEvaluationException {
        CelRuntime.Program program = cel.createProgram(part);
        return sight -> Boolean.TRUE.equals(program.eval(sight));
    }

    private void refuse(CelValidationException e, String text, Value where) {
        CelIssue issue = Objects.requireNonNull(e.getErrors().get(0));
        int column = issue.getSourceLocation().getColumn() + 1;
        String message = issue.getMessage();
        String path = message.startsWith("undeclared reference to '") ? path(text, issue) : null;
        if (path != null) {
            refuseUnknown(where, path, names());
        } else if (message.startsWith("undefined field '")) {
            refuseUnknown(where, message.substring(17, message.indexOf('\'', 17)), OrderLines.NAMES);
        } else {
            where.refuse(InputCode.BAD_CONDITION, "problem", message, "column", column);
        }
    }

    private static void refuseUnknown(Value where, String name, Iterable<String> known) {
        List<String> all = new ArrayList<>();
        known.forEach(all::add);
        String near = Nearest.to(name, all);
        if (near == null) {
            where.refuse(InputCode.UNKNOWN_CONDITION_FIELD, "field", name);
        } else {
            where.refuse(InputCode.UNKNOWN_CONDITION_FIELD, "field", name, "near", near);
        }
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        fields.all().forEach(field -> names.add(field.name()));
        return names;
    }

    /** The whole dotted name at the place of an issue. */
    private static @Nullable String path(String text, CelIssue issue) {
        int line = 1;
        int start = 0;
        while (line < issue.getSourceLocation().getLine()) {
            start = text.indexOf('\n', start) + 1;
            line++;
        }
        Matcher matcher = PATH.matcher(text);
        int at = start + issue.getSourceLocation().getColumn();
        return at <= text.length() && matcher.region(at, text.length()).lookingAt() ? matcher.group() : null;
    }
}
