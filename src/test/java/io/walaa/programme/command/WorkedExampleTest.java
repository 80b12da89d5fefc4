package io.walaa.programme.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.order.Orders;
import io.walaa.programme.ProgrammeDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the table of {@code docs/worked-example.md}. */
class WorkedExampleTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kuwait");
    private final Map<String, MemberBook.Entry> named = new HashMap<>();
    private MemberBook book;

    @Test
    void the_month_goes_as_the_table_says() throws IOException {
        String page = Files.readString(Path.of("docs/worked-example.md"));
        String document = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n"));
        book = new MemberBook(ProgrammeDocument.yaml(document).programme());
        List<String[]> rows = page.lines()
                .filter(line -> line.startsWith("| 20"))
                .map(line -> line.split("\\|"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(25);
        for (String[] row : rows) {
            book.at(LocalDateTime.parse(row[1].trim().replace(' ', 'T'))
                    .atZone(ZONE)
                    .toInstant());
            happens(row[2].trim());
            assertThat(List.of(
                            book.balance("points").available(),
                            book.balance("points").held(),
                            book.balance("points").debt(),
                            book.balance("status").available(),
                            book.balance("bonus").available(),
                            book.balance("bonus").pending()))
                    .as("%s %s", row[1].trim(), row[2].trim())
                    .isEqualTo(List.of(
                            number(row[3]),
                            number(row[4]),
                            number(row[5]),
                            number(row[6]),
                            number(row[7]),
                            number(row[8])));
        }
    }

    private static long number(String cell) {
        return Long.parseLong(cell.trim());
    }

    private void happens(String what) {
        String[] word = what.split(" ");
        Command command = switch (word[0]) {
            case "time" -> null;
            case "visit" -> Commands.event(book, "visit");
            case "opening" ->
                Earn.opening(
                        word[2],
                        Long.parseLong(word[1]),
                        LocalDate.parse(word[4]).atStartOfDay(ZONE).toInstant());
            case "purchase" -> Commands.purchase(book, order(what));
            case "return" -> Commands.returned(book, word[1].replace(":", ""), lines(what));
            case "cancel" -> Commands.cancelled(book, word[1]);
            case "redeem" -> new Redeem(word[2], Long.parseLong(word[1]));
            case "hold" -> new PlaceHold(word[2], Long.parseLong(word[1]), Duration.parse(word[4]));
            case "capture" -> new EndHold(named.get(word[3]).id(), Long.parseLong(word[1]));
            case "adjust" -> new Adjust(word[2], Long.parseLong(word[1]));
            case "reverse" -> Commands.reversed(named.get(word[1]));
            default -> throw new AssertionError("what is: " + what);
        };
        if (command == null) {
            book.settle();
            return;
        }
        MemberBook.Entry entry = book.run(command);
        Matcher name = Pattern.compile("\\(([A-Z]-\\d)\\)").matcher(what);
        if (name.find()) {
            named.put(name.group(1), entry);
        }
    }

    private Orders order(String what) {
        String[] parts = what.substring("purchase ".length()).split("[:;] ");
        Orders order = Orders.anOrder().id(parts[0]);
        Pattern.compile("(\\d+) (\\w+)(?: \\((\\w+)\\))? at ([\\d.]+)")
                .matcher(parts[1])
                .results()
                .forEach(line -> order.line(line.group(2), line.group(1), line.group(4), category(line)));
        Pattern.compile("(\\w+) ([\\d.]+)(?: from (\\S-\\d))?")
                .matcher(parts[2])
                .results()
                .forEach(tender -> {
                    if (tender.group(3) == null) {
                        order.paidBy(tender.group(1), tender.group(2));
                    } else {
                        order.paidByEntry(
                                tender.group(2), named.get(tender.group(3)).id().text("txn"));
                    }
                });
        return order;
    }

    private static String category(MatchResult line) {
        return line.group(3) == null ? "" : "\"category\":\"" + line.group(3) + "\"";
    }

    private static String[] lines(String what) {
        Matcher line = Pattern.compile(": ([\\d.]+) of line (\\w+)").matcher(what);
        return line.find() ? new String[] {line.group(2), line.group(1)} : new String[0];
    }
}
