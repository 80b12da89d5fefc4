package io.walaa.programme;

import io.walaa.programme.course.Course;
import io.walaa.programme.course.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the sections of a document compiled to, by type. */
final class Parts {
    private final Map<Class<?>, Object> byType = new LinkedHashMap<>();

    <P> void add(Class<P> type, P part) {
        byType.put(type, part);
    }

    <P> P get(Class<P> type) {
        Object part = byType.get(type);
        if (part == null) {
            throw new IllegalArgumentException("no section gives a " + type.getSimpleName());
        }
        return type.cast(part);
    }

    /** Those that take part in decisions, in the order of their sections, after {@code first}. */
    Course course(Stage first) {
        List<Stage> stages = new ArrayList<>();
        stages.add(first);
        for (Object part : byType.values()) {
            if (part instanceof Stage stage) {
                stages.add(stage);
            }
        }
        return new Course(stages);
    }
}
