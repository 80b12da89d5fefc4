package io.walaa.programme.condition;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.walaa.order.EarnBase;
import io.walaa.order.Line;
import io.walaa.order.Purchase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of an order as conditions see them: {@code order.lines.exists(l, l.category == "coffee")}. */
final class OrderLines {
    private static final Map<String, CelType> FIELDS = Map.of(
            "sku", SimpleType.STRING,
            "category", SimpleType.STRING,
            "quantity", SimpleType.DOUBLE,
            "total", SimpleType.INT,
            "base", SimpleType.INT,
            "giftCard", SimpleType.BOOL);

    static final ImmutableSet<String> NAMES = ImmutableSet.copyOf(FIELDS.keySet());
    static final StructType TYPE =
            StructType.create("walaa.Line", NAMES, name -> Optional.ofNullable(FIELDS.get(name)));
    static final ListType LIST = ListType.create(TYPE);

    private OrderLines() {}

    static List<Map<String, Object>> of(@Nullable Purchase purchase, EarnBase base) {
        if (purchase == null) {
            return List.of();
        }
        List<Map<String, Object>> lines = new ArrayList<>(purchase.lines().size());
        for (int i = 0; i < purchase.lines().size(); i++) {
            Line line = purchase.lines().get(i);
            lines.add(Map.of(
                    "sku",
                    line.sku(),
                    "category",
                    line.category() == null ? "" : line.category(),
                    "quantity",
                    quantity(line),
                    "total",
                    line.total(),
                    "base",
                    base.lines()[i],
                    "giftCard",
                    line.giftCard()));
        }
        return lines;
    }

    static double quantity(Line line) {
        return line.thousandths() / 1000.0;
    }
}
