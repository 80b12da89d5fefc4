package io.walaa.programme.condition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.Line;
import io.walaa.order.Purchase;
import io.walaa.programme.AttributeType;
import io.walaa.programme.Channel;
import io.walaa.programme.RecordedEvent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields that every document has: the event, its order, one line of it, the member's attributes, the balances. A
 * text that is not there is empty, an amount 0; a number or date that the member has not is false in any comparison.
 */
public final class StandardFields {
    private StandardFields() {}

    /** Offers them. */
    public static void add(Fields fields, Map<String, AttributeType> attributes, Collection<String> units) {
        event(fields);
        order(fields);
        line(fields);
        attributes.forEach((name, type) -> fields.add(
                "member." + identifier(name),
                type(type),
                Area.MEMBER,
                sight -> attribute(type, sight.member().fact(MemberState.attributeFact(name)))));
        fields.add(
                "member.locale",
                SimpleType.STRING,
                Area.MEMBER,
                sight -> orEmpty(sight.member().fact(MemberState.localeFact())));
        units.forEach(unit -> fields.add(
                "balances." + identifier(unit), SimpleType.INT, Area.BALANCES, sight -> available(sight, unit)));
    }

    /** A name of the document as conditions write it: a dash would be a minus. */
    public static String identifier(String name) {
        return name.replace('-', '_');
    }

    private static void event(Fields fields) {
        fields.add("event.type", SimpleType.STRING, Area.EVENT, sight -> of(sight, RecordedEvent::type));
        fields.add("event.store", SimpleType.STRING, Area.EVENT, sight -> of(sight, RecordedEvent::store));
        fields.add(
                "event.channel",
                SimpleType.STRING,
                Area.EVENT,
                sight -> of(sight, event -> {
                    Channel channel = event.channel();
                    return channel == null ? null : channel.wire();
                }));
        fields.add("event.at", SimpleType.TIMESTAMP, Area.EVENT, Sight::at);
        fields.add("event.hour", SimpleType.INT, Area.EVENT, sight ->
                (long) sight.local().getHour());
        fields.add(
                "event.weekday",
                SimpleType.STRING,
                Area.EVENT,
                sight -> sight.local().getDayOfWeek().name().toLowerCase(Locale.ROOT));
        fields.add("event.data", MapType.create(SimpleType.STRING, SimpleType.DYN), Area.EVENT, sight -> {
            RecordedEvent event = sight.event();
            ObjectNode data = event == null ? null : event.data();
            return data == null ? Map.of() : CelValues.of(data);
        });
    }

    private static void order(Fields fields) {
        fields.add("order.total", SimpleType.INT, Area.EVENT, sight -> amount(sight, Purchase::net));
        fields.add(
                "order.base", SimpleType.INT, Area.EVENT, sight -> sight.base().total());
        fields.add("order.shipping", SimpleType.INT, Area.EVENT, sight -> amount(sight, Purchase::shipping));
        fields.add("order.id", SimpleType.STRING, Area.EVENT, sight -> text(sight, Purchase::orderId));
        fields.add("order.currency", SimpleType.STRING, Area.EVENT, sight -> text(sight, Purchase::currency));
        fields.add("order.lines", OrderLines.LIST, Area.EVENT, sight -> OrderLines.of(purchase(sight), sight.base()));
        fields.add(
                "order.quantity",
                SimpleType.DOUBLE,
                Area.EVENT,
                sight -> lines(sight).stream().mapToDouble(OrderLines::quantity).sum());
        fields.add(
                "order.skus",
                ListType.create(SimpleType.STRING),
                Area.EVENT,
                sight -> lines(sight).stream().map(Line::sku).distinct().toList());
        fields.add(
                "order.categories",
                ListType.create(SimpleType.STRING),
                Area.EVENT,
                sight -> lines(sight).stream()
                        .map(line -> orEmpty(line.category()))
                        .distinct()
                        .toList());
    }

    private static void line(Fields fields) {
        fields.add("line.sku", SimpleType.STRING, Area.LINE, sight -> of(sight.line(), Line::sku, ""));
        fields.add("line.category", SimpleType.STRING, Area.LINE, sight -> of(sight.line(), Line::category, ""));
        fields.add("line.quantity", SimpleType.DOUBLE, Area.LINE, sight -> of(sight.line(), OrderLines::quantity, 0.0));
        fields.add("line.total", SimpleType.INT, Area.LINE, sight -> of(sight.line(), Line::total, 0L));
        fields.add("line.unitPrice", SimpleType.INT, Area.LINE, sight -> of(sight.line(), Line::unitPrice, 0L));
        fields.add("line.discount", SimpleType.INT, Area.LINE, sight -> of(sight.line(), Line::discount, 0L));
        fields.add("line.base", SimpleType.INT, Area.LINE, Sight::lineBase);
    }

    private static CelType type(AttributeType type) {
        return switch (type) {
            case TEXT -> SimpleType.STRING;
            case NUMBER -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case DATE -> SimpleType.TIMESTAMP;
        };
    }

    private static @Nullable Object attribute(AttributeType type, @Nullable String text) {
        return switch (type) {
            case TEXT -> orEmpty(text);
            case NUMBER -> text == null ? null : Double.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case DATE ->
                text == null
                        ? null
                        : LocalDate.parse(text)
                                .atStartOfDay(java.time.ZoneOffset.UTC)
                                .toInstant();
        };
    }

    private static Object available(Sight sight, String unit) {
        MemberChange member = sight.member();
        return member.purse(unit).available(member.moment().second());
    }

    private static @Nullable Purchase purchase(Sight sight) {
        RecordedEvent event = sight.event();
        return event == null ? null : event.purchase();
    }

    private static List<Line> lines(Sight sight) {
        Purchase purchase = purchase(sight);
        return purchase == null ? List.of() : purchase.lines();
    }

    private static Object amount(Sight sight, Function<Purchase, Long> amount) {
        return of(purchase(sight), amount, 0L);
    }

    private static Object text(Sight sight, Function<Purchase, String> text) {
        return of(purchase(sight), text, "");
    }

    private static Object of(Sight sight, Function<RecordedEvent, @Nullable String> text) {
        return of(sight.event(), text, "");
    }

    private static <T> Object of(@Nullable T of, Function<T, ? extends @Nullable Object> what, Object otherwise) {
        Object value = of == null ? null : what.apply(of);
        return value == null ? otherwise : value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
