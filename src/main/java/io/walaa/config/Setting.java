package io.walaa.config;

import io.walaa.store.redis.RedisSeeds;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that can be set.
 *
 * @param name the environment variable
 * @param standard the value when nothing is given; empty where there is none
 * @param expected what a value looks like
 * @param meaning what it does, with its unit
 * @param secret whether its value must never be shown
 * @param parser makes the value, throws {@link IllegalArgumentException} where it cannot
 */
record Setting<T>(
        String name, String standard, String expected, String meaning, boolean secret, Function<String, T> parser) {

    static Setting<String> text(String name, String standard, String meaning) {
        return new Setting<>(name, standard, "a text", meaning, false, Setting::filled);
    }

    /** Names with commas between them; none without it. */
    static Setting<Set<String>> names(String name, String meaning) {
        return new Setting<>(
                name,
                "",
                "names with commas between them",
                meaning,
                false,
                given -> Stream.of(given.split(","))
                        .map(String::trim)
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static Setting<Path> path(String name, String standard, String meaning) {
        return new Setting<>(name, standard, "a path", meaning, false, given -> Path.of(filled(given)));
    }

    static Setting<Integer> port(String name, int standard, String meaning) {
        return new Setting<>(
                name,
                Integer.toString(standard),
                "a port from 1 to 65535, or 0 for a free one",
                meaning,
                false,
                given -> Math.toIntExact(within(given, 0, 65_535)));
    }

    static Setting<Integer> number(String name, int least, int most, int standard, String meaning) {
        return new Setting<>(
                name,
                Integer.toString(standard),
                "a whole number from " + least + " to " + most,
                meaning,
                false,
                given -> Math.toIntExact(within(given, least, most)));
    }

    static Setting<String> oneOf(String name, List<String> choices, String meaning) {
        return new Setting<>(name, choices.get(0), "one of " + String.join(", ", choices), meaning, false, given -> {
            var choice = given.toLowerCase(Locale.ROOT);
            require(choices.contains(choice));
            return choice;
        });
    }

    /** A URL may hold a password, so it is never shown. */
    static Setting<Optional<URI>> url(String name, List<String> schemes, String example, String meaning) {
        return new Setting<>(name, "", "a URL such as " + example, meaning, true, given -> {
            if (given.isEmpty()) {
                return Optional.empty();
            }
            var url = URI.create(given);
            require(url.getScheme() != null && schemes.contains(url.getScheme()) && url.getHost() != null);
            return Optional.of(url);
        });
    }

    /** The same for a Redis: several nodes of a cluster may be named, with commas between them. */
    static Setting<Optional<URI>> redis(String name, String example, String meaning) {
        return new Setting<>(name, "", "a URL such as " + example, meaning, true, given -> {
            if (given.isEmpty()) {
                return Optional.empty();
            }
            var url = URI.create(given);
            require(Set.of("redis", "rediss").contains(String.valueOf(url.getScheme())));
            require(!RedisSeeds.of(url).isEmpty());
            return Optional.of(url);
        });
    }

    static Setting<Optional<String>> secret(String name, int charactersMin, String meaning) {
        return new Setting<>(name, "", "at least " + charactersMin + " characters", meaning, true, given -> {
            require(given.isEmpty() || given.length() >= charactersMin);
            return given.isEmpty() ? Optional.empty() : Optional.of(given);
        });
    }

    private static String filled(String given) {
        require(!given.isBlank());
        return given;
    }

    private static long within(String given, long least, long most) {
        long number = Long.parseLong(given);
        require(least <= number && number <= most);
        return number;
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalArgumentException("not as expected");
        }
    }
}
