package io.walaa.programme.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.json.Input;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.EarnBase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done without the expression library means what the library says it means. */
class ShapeTest {
    private static final int CONDITIONS = 200;
    private static final int SIGHTS = 30;
    private static final Object[] NUMBERS = {-1L, 0L, 1L, 2L, 1_500L, Long.MAX_VALUE};
    private static final Object[] DECIMALS = {-1.0, -0.0, 0.0, 1.5, 2.0, 1e300};
    private static final Object[] TEXTS = {"", "a", "b", "gold"};
    private static final Object[] LISTS = {List.of(), List.of("a"), List.of("b", "gold")};

    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Fields fields = new Fields();

    ShapeTest() {
        add("order.total", SimpleType.INT);
        add("event.hour", SimpleType.INT);
        add("line.quantity", SimpleType.DOUBLE);
        add("member.age", SimpleType.DOUBLE);
        add("tier", SimpleType.STRING);
        add("event.store", SimpleType.STRING);
        add("member.vip", SimpleType.BOOL);
        add("segments", ListType.create(SimpleType.STRING));
    }

    private void add(String name, CelType type) {
        fields.add(name, type, Area.EVENT, sight -> values.get(name));
    }

    @Test
    void every_shape_comes_to_what_the_library_comes_to() {
        long seed = Long.getLong("walaa.seed", 71_077);
        Random random = new Random(seed);
        Conditions conditions = new Conditions(fields, "KWD");
        List<String> texts = new ArrayList<>();
        List<Condition> own = new ArrayList<>();
        List<Condition> library = new ArrayList<>();
        for (int i = 0; i < CONDITIONS; i++) {
            String text = condition(random, 3);
            texts.add(text);
            own.add(read(conditions, text));
            library.add(read(conditions, "(" + text + ") ? true : false")); // a shape that only it knows
        }
        conditions.sealed();
        int held = 0;
        for (int sights = 0; sights < SIGHTS; sights++) {
            draw(random);
            Trace trace = Trace.off();
            Sight sight = sight(conditions, trace);
            for (int i = 0; i < CONDITIONS; i++) {
                boolean holds = own.get(i).holds(sight);
                assertThat(holds)
                        .as("seed %d: %s on %s", seed, texts.get(i), values)
                        .isEqualTo(library.get(i).holds(sight));
                held += holds ? 1 : 0;
            }
            assertThat(trace.failures()).isZero();
        }
        assertThat(held).as("conditions that held").isBetween(CONDITIONS * SIGHTS / 8, CONDITIONS * SIGHTS * 7 / 8);
    }

    @Test
    void the_frequent_shapes_need_no_library() throws Exception {
        for (String text : List.of(
                "order.total >= money(\"1.500\")",
                "1.5 < line.quantity",
                "tier != \"gold\" || member.vip",
                "!(\"gold\" in segments && event.store in [\"a\", \"b\"])")) {
            assertThat(new Compiler(fields, "KWD").shape(text)).as(text).isTrue();
        }
        assertThat(new Compiler(fields, "KWD").shape("event.store.startsWith(tier)"))
                .isFalse();
    }

    private void draw(Random random) {
        values.clear();
        some(random, "order.total", NUMBERS);
        some(random, "event.hour", NUMBERS);
        some(random, "line.quantity", DECIMALS);
        some(random, "member.age", DECIMALS);
        some(random, "tier", TEXTS);
        some(random, "event.store", TEXTS);
        some(random, "member.vip", true, false);
        some(random, "segments", LISTS);
    }

    /** One value in eight is not there. */
    private void some(Random random, String name, Object... of) {
        values.put(name, random.nextInt(8) == 0 ? null : of[random.nextInt(of.length)]);
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String left = condition(random, depth - 1);
            return switch (random.nextInt(5)) {
                case 0 -> "!(" + left + ")";
                case 1, 2 -> "(" + left + " && " + condition(random, depth - 1) + ")";
                default -> "(" + left + " || " + condition(random, depth - 1) + ")";
            };
        }
        String[] all = {"==", "!=", "<", "<=", ">", ">="};
        String[] equality = {"==", "!="};
        return switch (random.nextInt(9)) {
            case 0 ->
                sides(random, of(random, "order.total", "event.hour"), of(random, all), of(random, "0", "1", "-1"));
            case 1 -> sides(random, "order.total", of(random, all), "money(\"1.500\")");
            case 2 ->
                sides(random, of(random, "line.quantity", "member.age"), of(random, all), of(random, "1.5", "0.0"));
            case 3 ->
                sides(random, of(random, "tier", "event.store"), of(random, equality), of(random, "\"a\"", "\"\""));
            case 4 -> of(random, "\"a\"", "\"gold\"") + " in segments";
            case 5 -> of(random, "tier", "event.store") + " in [\"a\", \"gold\"]";
            case 6 -> "event.hour in [1, 2]";
            case 7 -> "tier in []";
            default -> "member.vip";
        };
    }

    private static String sides(Random random, String left, String operator, String right) {
        return random.nextBoolean() ? left + " " + operator + " " + right : right + " " + operator + " " + left;
    }

    private static String of(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static Condition read(Conditions conditions, String text) {
        return Input.read(
                JsonNodeFactory.instance.objectNode().put("condition", text),
                in -> conditions.read(in.field("condition"), Area.OF_EVENT, (kind, name, where) -> {}));
    }

    private static Sight sight(Conditions conditions, Trace trace) {
        MemberState member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
        MemberChange change = new MemberChange(
                member, new Moment(Instant.EPOCH, new EntryId(member.id().body(), 1, "abcd"), trace));
        return new Sight(
                conditions, null, change, ZoneOffset.UTC, DayOfWeek.SUNDAY, () -> new EarnBase(new long[0], 0));
    }
}
