package io.walaa.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the route of a request: paths without arguments by one hash lookup, others among those with as many segments.
 * Own code because it answers 405 with what is allowed and finds the hot paths by one look-up.
 */
final class RouteTable {
    /** A route and the arguments in its path. */
    record Found(Route route, List<String> arguments) {}

    private record Template(List<String> segments, Map<HttpMethod, Route> methods) {}

    private final List<Route> routes;
    private final Map<String, Map<HttpMethod, Route>> exact = new HashMap<>();
    private final Map<Integer, List<Template>> templates = new HashMap<>();

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Map<String, Map<HttpMethod, Route>> paths = new HashMap<>();
        for (Route route : routes) {
            if (paths.computeIfAbsent(route.path(), path -> new HashMap<>()).put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
        paths.forEach((path, methods) -> {
            if (path.contains("{")) {
                String[] segments = path.split("/", -1);
                templates
                        .computeIfAbsent(segments.length, count -> new ArrayList<>())
                        .add(new Template(List.of(segments), methods));
            } else {
                exact.put(path, methods);
            }
        });
    }

    /** All routes, in the order of the table. */
    List<Route> routes() {
        return routes;
    }

    /**
     * The route of a request.
     *
     * @throws Rejection 404 or 405
     */
    Found find(HttpMethod method, String path) {
        Map<HttpMethod, Route> methods = exact.get(path);
        if (methods != null) {
            return new Found(choose(methods, method), List.of());
        }
        String[] segments = path.split("/", -1);
        for (Template template : templates.getOrDefault(segments.length, List.of())) {
            if (matches(template.segments, segments)) {
                return new Found(choose(template.methods, method), arguments(template.segments, segments));
            }
        }
        throw new Rejection(404, "not-found");
    }

    private static boolean matches(List<String> template, String[] segments) {
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i).startsWith("{")
                    ? segments[i].isEmpty()
                    : !template.get(i).equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<String> arguments(List<String> template, String[] segments) {
        List<String> arguments = new ArrayList<>(2);
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i).startsWith("{")) {
                arguments.add(segments[i]);
            }
        }
        return arguments;
    }

    private static Route choose(Map<HttpMethod, Route> methods, HttpMethod method) {
        Route route = methods.get(HttpMethod.HEAD.equals(method) ? HttpMethod.GET : method);
        if (route != null) {
            return route;
        }
        String allowed = allowed(methods.keySet());
        throw new Rejection(405, "method-not-allowed", Map.of("method", method.name(), "allowed", allowed))
                .with("Allow", allowed);
    }

    private static String allowed(Collection<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }
}
