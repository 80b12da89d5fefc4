package io.walaa.order;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An earlier order that an event is about, and what of it.
 *
 * @param id the order's id
 * @param lines what of it; empty for all that is left
 */
public record OrderReference(String id, List<Part> lines) {
    private static final BigDecimal QUANTITY_MIN = new BigDecimal("0.001");
    private static final BigDecimal QUANTITY_MAX = BigDecimal.valueOf(1_000_000);

    /**
     * Some of a line.
     *
     * @param line its id
     * @param thousandths how much, in thousandths
     */
    public record Part(String line, long thousandths) {
        static Part read(Input in) {
            return new Part(
                    in.field("id").text(64),
                    in.field("quantity")
                            .number(3, QUANTITY_MIN, QUANTITY_MAX)
                            .movePointRight(3)
                            .longValueExact());
        }
    }

    /** Reads {@code {"id":"A-1001"}}. */
    public static OrderReference read(Input in) {
        return new OrderReference(in.field("id").text(128), List.of());
    }

    /** Reads {@code {"id":"A-1001","lines":[{"id":"1","quantity":1}]}}; without lines it is the whole order. */
    public static OrderReference readWithLines(Input in) {
        String id = in.field("id").text(128);
        List<Part> lines = in.optional(
                "lines", value -> value.list(Purchase.LINES_MAX, part -> part.object(Part::read)), List.of());
        if (in.has("lines") && in.sound() && lines.isEmpty()) {
            in.refuse("lines", InputCode.TOO_FEW, "min", 1);
        }
        Set<String> seen = new HashSet<>();
        for (Part part : lines) {
            if (!part.line().isEmpty() && !seen.add(part.line())) {
                in.refuse("lines", InputCode.DUPLICATE, "value", part.line());
            }
        }
        return new OrderReference(id, lines);
    }
}
