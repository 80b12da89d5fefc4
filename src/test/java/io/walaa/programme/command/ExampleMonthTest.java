package io.walaa.programme.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.Effect;
import io.walaa.order.Orders;
import io.walaa.programme.Channel;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.segment.Segments;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs the table of {@code docs/example-month.md} on the example programme. */
public class ExampleMonthTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kuwait");
    private final Programme programme = Programmes.nakheel();
    private final MemberBook book = new MemberBook(programme);

    @Test
    void the_month_goes_as_the_table_says() throws IOException {
        List<String[]> rows = rows();
        assertThat(rows).hasSizeGreaterThan(20);
        for (String[] row : rows) {
            int before = book.entries().size();
            happens(row);
            assertThat(List.of(
                            Long.toString(book.balance("points").available()),
                            tier(),
                            String.join(", ", Segments.of(book.state().facts())),
                            told(before)))
                    .as("%s %s", row[1].trim(), row[2].trim())
                    .isEqualTo(List.of(row[3].trim(), row[4].trim(), row[5].trim(), row[6].trim()));
        }
    }

    /** A member after that month. */
    public static MemberBook afterTheMonth() throws IOException {
        ExampleMonthTest month = new ExampleMonthTest();
        rows().forEach(month::happens);
        return month.book;
    }

    private static List<String[]> rows() throws IOException {
        return Files.readString(Path.of("docs/example-month.md"))
                .lines()
                .filter(line -> line.startsWith("| 20"))
                .map(line -> line.split("\\|"))
                .toList();
    }

    private void happens(String[] row) {
        book.at(LocalDateTime.parse(row[1].trim().replace(' ', 'T'))
                .atZone(ZONE)
                .toInstant());
        String[] word = row[2].trim().split(" ");
        book.run(
                switch (word[0]) {
                    case "sign-up", "visit" -> Commands.event(book, word[0]);
                    case "review" -> Commands.event(book, "custom:review");
                    case "return" -> Commands.returned(book, word[1]);
                    case "redeem" -> new Redeem("points", Long.parseLong(word[1]));
                    default -> purchase(word);
                });
    }

    private RecordActivity purchase(String[] word) {
        Orders order = Orders.anOrder()
                .id(word[1].replace(":", ""))
                .line("it", "1", word[2], "\"category\":\"" + word[3] + "\"")
                .paidInFull();
        Channel channel = Channel.valueOf(word[0].toUpperCase(Locale.ROOT));
        return new RecordActivity(
                new RecordedEvent("purchase", book.now(), channel, null, order.purchase(), null, null));
    }

    private String tier() {
        Level level = programme.part(Tiers.class).of(book.state());
        return level == null ? "" : level.id();
    }

    private String told(int before) {
        return book.entries().subList(before, book.entries().size()).stream()
                .flatMap(entry -> entry.decision().effects().stream())
                .map(this::told)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private String told(Effect effect) {
        return switch (effect.type()) {
            case "challenge.completed" ->
                "أكملت: "
                        + arabic(programme
                                .part(Challenges.class)
                                .challenge(text(effect, "challenge"))
                                .terms()
                                .title());
            case "tier.changed" ->
                "مستواك الآن: " + arabic(level(text(effect, "tier")).title());
            case "segment.entered" -> "أهلًا بك بين: " + arabic(segment(effect));
            case "segment.left" -> "غادرت: " + arabic(segment(effect));
            default -> null;
        };
    }

    private LocalizedText segment(Effect effect) {
        return programme.part(Segments.class).find(text(effect, "segment")).title();
    }

    private Level level(String id) {
        return programme.part(Tiers.class).levels().stream()
                .filter(level -> level.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Effect effect, String name) {
        return String.valueOf(effect.values().get(name));
    }

    private static String arabic(LocalizedText text) {
        return text.in("ar-KW");
    }
}
