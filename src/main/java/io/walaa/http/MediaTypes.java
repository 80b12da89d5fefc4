package io.walaa.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Media types of requests: {@code Content-Type} (415) and {@code Accept} (406). */
final class MediaTypes {
    static final String LINES = "application/x-ndjson";
    static final String SCHEMA = "application/schema+json";
    static final String YAML = "application/yaml";

    private MediaTypes() {}

    /** Refuses a body whose type the route does not take. */
    static void checkContent(Route route, @Nullable String type, boolean empty) {
        if (type == null ? empty && route.body() == Route.Body.OPTIONAL_JSON : takes(route, bare(type))) {
            return;
        }
        String expected = switch (route.body()) {
            case LINES, STREAM -> LINES;
            case DOCUMENT -> Answer.JSON + ", " + YAML;
            default -> Answer.JSON;
        };
        throw new Rejection(415, "unsupported-media-type", Map.of("expected", expected)).with("Accept", expected);
    }

    private static boolean takes(Route route, String type) {
        return switch (route.body()) {
            case LINES, STREAM -> type.equals(LINES) || type.equals("application/jsonl");
            case DOCUMENT -> type.equals(Answer.JSON) || isYaml(type);
            default -> type.equals(Answer.JSON);
        };
    }

    static boolean isYaml(@Nullable String type) {
        return type != null && (bare(type).equals(YAML) || bare(type).equals("application/x-yaml"));
    }

    /** Without parameters; a charset other than UTF-8 makes another type of it. */
    private static String bare(String type) {
        int parameters = type.indexOf(';');
        if (parameters < 0) {
            return type.equals(Answer.JSON) ? type : type.trim().toLowerCase(Locale.ROOT);
        }
        String rest = type.substring(parameters).toLowerCase(Locale.ROOT);
        boolean foreign = rest.contains("charset") && !rest.contains("utf-8");
        return foreign ? type : type.substring(0, parameters).trim().toLowerCase(Locale.ROOT);
    }

    /** Refuses a caller who takes nothing that the route can give. */
    static void checkAccept(Route route, @Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals(route.produces())) {
            return;
        }
        String group = route.produces().substring(0, route.produces().indexOf('/')) + "/*";
        for (String part : accept.split(",")) {
            String range = part.trim().toLowerCase(Locale.ROOT);
            int parameters = range.indexOf(';');
            String type =
                    parameters < 0 ? range : range.substring(0, parameters).trim();
            boolean never = parameters >= 0 && range.substring(parameters).matches(";\\s*q\\s*=\\s*0(\\.0*)?\\s*");
            if (!never && (type.equals("*/*") || type.equals(group) || type.equals(route.produces()))) {
                return;
            }
        }
        throw new Rejection(406, "not-acceptable", Map.of("available", route.produces()));
    }
}
