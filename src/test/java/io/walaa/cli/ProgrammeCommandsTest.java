package io.walaa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.cli.CommandRun.Said;
import io.walaa.fixture.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A programme's document in git: checked, compared, published, exported. */
class ProgrammeCommandsTest {
    private static CommandRun commands;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        commands = new CommandRun(
                new ProgrammeApply(), new ProgrammeDiff(), new ProgrammeExport(), new ProgrammeValidate());
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    private static Said run(String... words) throws Exception {
        return commands.run(words);
    }

    private String file(String name, String from, String to) throws Exception {
        String text = RunningServer.document().replaceFirst("(?m)^name: .*$", "name: " + name);
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve(name + ".yaml"), text.replace(from, to))
                .toString();
    }

    @Test
    void a_document_is_published_compared_and_exported_as_it_was_written() throws Exception {
        String first = file("git", "points: 50", "points: 50");
        assertThat(run("programme", "apply", first, "--note", "The start")).isEqualTo(new Said(0, said("git", 1)));
        assertThat(run("programme", "apply", first).output()).contains("is this document already");
        assertThat(run("programme", "diff", first)).isEqualTo(new Said(0, ""));

        String second = file("git", "points: 50", "points: 60");
        Said difference = run("programme", "diff", second);
        assertThat(difference.code()).isEqualTo(1);
        assertThat(difference.output()).contains("- 50", "+ 60");
        assertThat(run("programme", "apply", second, "--activate", "no")).isEqualTo(new Said(0, said("git", 2)));
        assertThat(run("programme", "export", "git").output()).contains("points: 50");
        assertThat(run("programme", "export", "git", "--version", "2").output())
                .isEqualTo(Files.readString(Path.of(second)));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_its_line() throws Exception {
        String good = file("good", "kind: spend", "kind: spend");
        assertThat(run("programme", "validate", good))
                .isEqualTo(new Said(0, "The document of programme good is valid.\n"));
        String bad = file("bad", "kind: spend", "kind: spned\n    colour: red");
        for (String command : List.of("validate", "diff", "apply")) {
            assertThatThrownBy(() -> run("programme", command, bad))
                    .hasMessageContaining("spend")
                    .hasMessageContaining("line");
        }
        assertThatThrownBy(() ->
                        run("programme", "validate", folder.resolve("none.yaml").toString()))
                .hasMessageContaining("none.yaml");
        assertThatThrownBy(() -> run("programme", "apply", good, "--activate", "soon"))
                .hasMessageContaining("--activate");
        assertThatThrownBy(() -> run("programme", "export")).hasMessageContaining("programme export NAME");
    }

    private static String said(String programme, int version) {
        return "Programme " + programme + " has version " + version + " now.\n";
    }
}
