package io.walaa.order;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Json;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order snapshot as JSON text. It is written with every purchase, to Redis, its append-only file and Postgres, so it
 * is lists rather than objects: {@code s} source, {@code k} entry, {@code c} currency, {@code l} lines, {@code t}
 * tenders, {@code a} awards, {@code u} lots, {@code p} points that paid, {@code x} tax and shipping, {@code r}
 * returned, {@code n} what parts of the programme keep with it, {@code z} before.
 */
public final class OrderText {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
    private static final long FOR_EVER = -1;
    private static final int LINE_CHARACTERS = 48;
    private static final int AWARD_CHARACTERS = 80;

    private OrderText() {}

    public static String write(OrderSnapshot order) {
        StringBuilder out = new StringBuilder(256
                        + LINE_CHARACTERS * order.lines().size()
                        + AWARD_CHARACTERS * order.awards().size())
                .append("{\"s\":");
        text(out, order.source()).append(",\"k\":");
        text(out, order.entry()).append(",\"c\":");
        text(out, order.currency()).append(",\"l\":");
        list(out, order.lines(), OrderText::line).append(",\"t\":");
        list(out, order.tenders(), OrderText::tender).append(",\"a\":");
        list(out, order.awards(), OrderText::award).append(",\"u\":");
        list(out, order.lots(), OrderText::lot);
        if (!order.paid().isEmpty()) {
            list(out.append(",\"p\":"), order.paid(), OrderText::paid);
        }
        Charges charges = order.charges();
        if (!charges.equals(Charges.NONE)) {
            long[] parts = {charges.tax(), charges.shipping(), charges.taxIncluded() ? 1 : 0};
            numbers(out.append(",\"x\":"), parts);
        }
        OrderSnapshot.Before before = order.before();
        if (before != null || !zero(order.returned())) {
            numbers(out.append(",\"r\":"), order.returned());
        }
        if (!order.kept().isEmpty()) {
            kept(out.append(",\"n\":"), order.kept());
        }
        if (before != null) {
            text(out.append(",\"z\":["), before.entry());
            numbers(out.append(','), before.returned());
            list(out.append(','), before.lots(), OrderText::lot).append(']');
        }
        return out.append('}').toString();
    }

    private static void kept(StringBuilder out, Map<String, String> kept) {
        char between = '{';
        for (Map.Entry<String, String> each : kept.entrySet()) {
            text(out.append(between), each.getKey());
            text(out.append(':'), each.getValue());
            between = ',';
        }
        out.append('}');
    }

    private static boolean zero(long[] numbers) {
        for (long number : numbers) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    private interface Part<T> {
        void write(StringBuilder out, T part);
    }

    private static <T> StringBuilder list(StringBuilder out, List<T> parts, Part<T> each) {
        out.append('[');
        for (int i = 0; i < parts.size(); i++) {
            each.write(out.append(i == 0 ? "[" : ",["), parts.get(i));
            out.append(']');
        }
        return out.append(']');
    }

    private static StringBuilder text(StringBuilder out, String text) {
        out.append('"');
        ENCODER.quoteAsString(text, out);
        return out.append('"');
    }

    private static StringBuilder numbers(StringBuilder out, long[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            (i == 0 ? out : out.append(',')).append(numbers[i]);
        }
        return out.append(']');
    }

    private static void line(StringBuilder out, OrderedLine line) {
        text(out, line.id()).append(',');
        text(out, line.sku())
                .append(',')
                .append(line.thousandths())
                .append(',')
                .append(line.total())
                .append(',')
                .append(line.base());
        if (line.category() != null || line.giftCard()) {
            text(out.append(','), line.category() == null ? "" : line.category());
        }
        if (line.giftCard()) {
            out.append(",true");
        }
    }

    private static void tender(StringBuilder out, Tender tender) {
        text(out, tender.kind().wire()).append(',').append(tender.amount());
        if (tender.entry() != null) {
            text(out.append(','), tender.entry());
        }
    }

    private static void award(StringBuilder out, OrderedAward award) {
        Formula formula = award.formula();
        text(out, award.rule()).append(',');
        text(out, award.unit()).append(',').append(award.amount()).append(',');
        numbers(out, award.perLine().length == 1 ? new long[0] : award.perLine())
                .append(",\"")
                .append(formula.measure().letter())
                .append("\",[");
        for (int i = 0; i < formula.of().length; i++) {
            (i == 0 ? out : out.append(',')).append(formula.of()[i]);
        }
        out.append("],").append(formula.points()).append(',').append(formula.per());
        if (award.minimum() > 0 || !award.caps().isEmpty()) {
            out.append(',').append(award.minimum());
        }
        for (CapUse cap : award.caps()) {
            text(out.append(','), cap.fact()).append(',').append(cap.period());
        }
    }

    private static void lot(StringBuilder out, OrderLot lot) {
        text(out, lot.unit()).append(',').append(instant(lot.lot().expiresAt())).append(',');
        out.append(instant(lot.lot().activatesAt())).append(',').append(lot.credited());
        if (lot.taken() > 0 || lot.writtenOff() > 0) {
            out.append(',').append(lot.taken()).append(',').append(lot.writtenOff());
        }
    }

    private static void paid(StringBuilder out, PaidPoints paid) {
        text(out, paid.entry()).append(',');
        text(out, paid.unit());
        for (LotPart part : paid.parts()) {
            out.append(',').append(instant(part.lot().expiresAt())).append(',').append(part.amount());
        }
    }

    private static long instant(long epochSecond) {
        return epochSecond == Lot.NEVER ? FOR_EVER : epochSecond;
    }

    private static long instant(JsonNode value) {
        return value.longValue() == FOR_EVER ? Lot.NEVER : value.longValue();
    }

    /** Reads what {@link #write} wrote. */
    public static OrderSnapshot read(String content) {
        JsonNode json = Json.read(content);
        String source = json.required("s").textValue();
        List<OrderedLine> lines = new ArrayList<>();
        json.required("l")
                .forEach(line -> lines.add(new OrderedLine(
                        line.get(0).textValue(),
                        line.get(1).textValue(),
                        line.path(5).asText("").isEmpty() ? null : line.get(5).textValue(),
                        line.path(6).booleanValue(),
                        line.get(2).longValue(),
                        line.get(3).longValue(),
                        line.get(4).longValue())));
        List<Tender> tenders = new ArrayList<>();
        json.required("t")
                .forEach(tender -> tenders.add(new Tender(
                        Tender.Kind.of(tender.get(0).textValue()),
                        tender.get(1).longValue(),
                        tender.size() > 2 ? tender.get(2).textValue() : null)));
        List<OrderedAward> awards = new ArrayList<>();
        json.required("a").forEach(award -> awards.add(award(award)));
        List<PaidPoints> paid = new ArrayList<>();
        json.path("p").forEach(points -> paid.add(paid(points)));
        Map<String, String> kept = new LinkedHashMap<>();
        json.path("n")
                .properties()
                .forEach(each -> kept.put(each.getKey(), each.getValue().textValue()));
        JsonNode returned = json.get("r");
        return new OrderSnapshot(
                source,
                json.required("k").textValue(),
                json.required("c").textValue(),
                lines,
                charges(json.get("x")),
                tenders,
                awards,
                lots(json.required("u"), source),
                paid,
                returned == null ? new long[lines.size()] : numbers(returned),
                kept,
                before(json.get("z"), source));
    }

    private static OrderSnapshot.@Nullable Before before(@Nullable JsonNode json, String source) {
        return json == null
                ? null
                : new OrderSnapshot.Before(json.get(0).textValue(), numbers(json.get(1)), lots(json.get(2), source));
    }

    private static Charges charges(@Nullable JsonNode json) {
        return json == null
                ? Charges.NONE
                : new Charges(
                        json.get(0).longValue(),
                        json.get(2).longValue() == 1,
                        json.get(1).longValue());
    }

    private static OrderedAward award(JsonNode json) {
        long amount = json.get(2).longValue();
        long[] perLine = numbers(json.get(3));
        List<CapUse> caps = new ArrayList<>();
        for (int i = 9; i < json.size(); i += 2) {
            caps.add(new CapUse(json.get(i).textValue(), json.get(i + 1).longValue()));
        }
        int[] of = new int[json.get(5).size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = json.get(5).get(i).intValue();
        }
        Formula formula = new Formula(
                Formula.Measure.of(json.get(4).textValue()),
                of,
                json.get(6).longValue(),
                json.get(7).longValue());
        return new OrderedAward(
                json.get(0).textValue(),
                json.get(1).textValue(),
                amount,
                perLine.length == 0 ? new long[] {amount} : perLine,
                formula,
                json.path(8).longValue(),
                caps);
    }

    private static List<OrderLot> lots(JsonNode json, String source) {
        List<OrderLot> lots = new ArrayList<>();
        for (JsonNode lot : json) {
            long activatesAt = instant(lot.get(2));
            lots.add(new OrderLot(
                    lot.get(0).textValue(),
                    new Lot(instant(lot.get(1)), activatesAt, activatesAt == Lot.ACTIVE ? "" : source),
                    lot.get(3).longValue(),
                    lot.path(4).longValue(),
                    lot.path(5).longValue()));
        }
        return lots;
    }

    private static PaidPoints paid(JsonNode json) {
        List<LotPart> parts = new ArrayList<>();
        for (int i = 2; i < json.size(); i += 2) {
            parts.add(new LotPart(
                    Lot.active(instant(json.get(i))), json.get(i + 1).longValue()));
        }
        return new PaidPoints(json.get(0).textValue(), json.get(1).textValue(), parts);
    }

    private static long[] numbers(JsonNode json) {
        long[] numbers = new long[json.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = json.get(i).longValue();
        }
        return numbers;
    }
}
