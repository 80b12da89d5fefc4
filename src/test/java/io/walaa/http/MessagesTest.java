package io.walaa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.util.ULocale;
import io.walaa.json.InputCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private static final Pattern REFUSED = Pattern.compile(
            "(?:Refusal\\.(?:of|notFound|conflict|tooMany|unavailable)|new Rejection)\\(\\s*(?:\\d+,\\s*)?\"([a-z-]+)\"");
    private final Messages messages = Messages.load();

    @Test
    void both_languages_have_the_same_codes() {
        assertThat(new TreeSet<>(messages.codes("ar"))).isEqualTo(new TreeSet<>(messages.codes("en")));
    }

    @Test
    void every_code_that_the_sources_refuse_with_has_its_texts() throws IOException {
        Set<String> used = new TreeSet<>();
        Arrays.stream(InputCode.values()).map(InputCode::code).forEach(used::add);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher found = REFUSED.matcher(Files.readString(file));
                while (found.find()) {
                    used.add(found.group(1));
                }
            }
        }
        assertThat(used).isSubsetOf(messages.codes("en"));
    }

    @Test
    void every_arabic_plural_has_all_six_forms_and_every_text_parses() {
        for (String language : List.of("en", "ar")) {
            for (String code : messages.codes(language)) {
                String text = messages.pattern(language, code);
                assertThat(text).as(code).isNotBlank();
                new MessageFormat(text, new ULocale(language));
                if (language.equals("ar")) {
                    assertThat(pluralForms(text))
                            .as(code)
                            .allMatch(forms -> forms.containsAll(Set.of("zero", "one", "two", "few", "many", "other")));
                }
            }
        }
    }

    @Test
    void both_languages_use_the_same_arguments() {
        for (String code : messages.codes("en")) {
            assertThat(new MessageFormat(messages.pattern("ar", code), new ULocale("ar")).getArgumentNames())
                    .as(code)
                    .isSubsetOf(new MessageFormat(messages.pattern("en", code), new ULocale("en")).getArgumentNames());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,لا تنقصك نقاط",
        "1,تنقصك نقطة واحدة",
        "2,تنقصك نقطتان",
        "3,تنقصك 3 نقاط",
        "11,تنقصك 11 نقطة",
        "100,تنقصك 100 نقطة"
    })
    void arabic_counts_in_its_six_forms(long missing, String expected) {
        assertThat(messages.text(Languages.ARABIC, "insufficient-points", Map.of("missing", missing)))
                .startsWith(expected);
    }

    @Test
    void digits_follow_the_locale() {
        assertThat(messages.text(Languages.ARABIC_DIGITS, "insufficient-points", Map.of("missing", 1234)))
                .contains("١");
        assertThat(messages.text(Languages.ENGLISH, "insufficient-points", Map.of("missing", 1234)))
                .isEqualTo("1,234 points are missing.");
    }

    @Test
    void a_near_name_is_told_where_there_is_one() {
        Map<String, Object> values = new HashMap<>(Map.of("field", "chanel"));
        assertThat(messages.text(Languages.ENGLISH, "unknown-field", values)).doesNotContain("mean");
        values.put("near", "channel");
        assertThat(messages.text(Languages.ENGLISH, "unknown-field", values)).endsWith("Did you mean \"channel\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                          | en
        ar                         | ar-u-nu-latn
        ar-KW,en;q=0.8             | ar-u-nu-latn
        ar-KW-u-nu-arab            | ar-u-nu-arab
        fr-FR,ar;q=0.5             | ar-u-nu-latn
        en;q=0.2, ar;q=0.9         | ar-u-nu-latn
        en-GB                      | en
        fr                         | en
        ar;q=0, en                 | en
        ;;;garbage===              | en
        """)
    void the_language_is_what_the_caller_prefers_of_both(String header, String expected) {
        assertThat(Languages.of(header).toLanguageTag()).isEqualTo(expected);
    }

    private static List<Set<String>> pluralForms(String text) {
        MessagePattern pattern = new MessagePattern(text);
        List<Set<String>> plurals = new java.util.ArrayList<>();
        for (int i = 0; i < pattern.countParts(); i++) {
            MessagePattern.Part part = pattern.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_START
                    && part.getArgType() == MessagePattern.ArgType.PLURAL) {
                Set<String> forms = new TreeSet<>();
                for (int j = i; j < pattern.getLimitPartIndex(i); j++) {
                    if (pattern.getPartType(j) == MessagePattern.Part.Type.ARG_SELECTOR) {
                        forms.add(pattern.getSubstring(pattern.getPart(j)));
                    }
                }
                plurals.add(forms);
            }
        }
        return plurals;
    }
}
