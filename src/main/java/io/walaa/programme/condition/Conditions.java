package io.walaa.programme.condition;

import io.walaa.json.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All conditions of one document. While the document is read it compiles them; afterwards, {@link #sealed}, it never
 * changes and is shared by all threads.
 */
public final class Conditions {
    private static final int[] NONE = {};

    private final Fields fields;
    private final String currency;
    private final Map<String, Part> byText = new HashMap<>();
    private final List<Part> all = new ArrayList<>();
    private final Map<Area, int[]> fieldsOf = new EnumMap<>(Area.class);
    private final Map<Area, int[]> partsOf = new EnumMap<>(Area.class);
    private @Nullable Compiler compiler;

    /** @param currency of amounts of money in them, ISO 4217 */
    public Conditions(Fields fields, String currency) {
        this.fields = fields;
        this.currency = currency;
    }

    /**
     * What a document says besides: names that a text of a condition refers to.
     *
     * <p>{@code tier == "gold"} names a tier; which is checked once all are known.
     */
    public interface Names {
        void refer(String kind, String name, Value where);
    }

    /**
     * Reads a condition; what is wrong with it is noted, and it then holds always.
     *
     * @param areas what it may look at
     */
    public Condition read(Value value, Set<Area> areas, Names names) {
        String text = value.text(Compiler.LENGTH_MAX);
        if (text.isEmpty()) {
            return Condition.ALWAYS;
        }
        if (compiler == null) {
            compiler = new Compiler(fields, currency);
        }
        List<Compiler.Compiled> compiled = compiler.compile(text, value, areas, names);
        List<Part> parts = new ArrayList<>(compiled.size());
        for (Compiler.Compiled part : compiled) {
            parts.add(byText.computeIfAbsent(part.text(), same -> {
                Part fresh = new Part(all.size(), same, part.test(), part.reads(), part.numbers());
                all.add(fresh);
                return fresh;
            }));
        }
        return new Condition(text, parts);
    }

    /** These conditions once the whole document is read; nothing is compiled any more. */
    public Conditions sealed() {
        compiler = null;
        for (Area area : Area.values()) {
            fieldsOf.put(
                    area,
                    fields.all().stream()
                            .filter(field -> field.area() == area)
                            .mapToInt(Field::index)
                            .toArray());
            partsOf.put(
                    area,
                    all.stream()
                            .filter(part -> part.looksAt(area))
                            .mapToInt(Part::index)
                            .toArray());
        }
        return this;
    }

    /** The names of all fields that any condition looks at. */
    public Set<String> reads() {
        Set<String> names = new TreeSet<>();
        all.forEach(part -> part.reads().forEach(field -> names.add(field.name())));
        return names;
    }

    Fields fields() {
        return fields;
    }

    int parts() {
        return all.size();
    }

    void forget(Area area, @Nullable Object[] values, byte[] verdicts) {
        for (int index : fieldsOf.getOrDefault(area, NONE)) {
            values[index] = null;
        }
        for (int index : partsOf.getOrDefault(area, NONE)) {
            verdicts[index] = Part.UNKNOWN;
        }
    }
}
