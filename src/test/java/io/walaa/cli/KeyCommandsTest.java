package io.walaa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.access.KeyText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** API keys from the command line: made, listed without their secrets, ended. */
class KeyCommandsTest {
    private static CommandRun commands;

    @BeforeAll
    static void start() throws Exception {
        commands = new CommandRun(new KeyCreate(), new KeyList(), new KeyRevoke(), new ProgrammeCreate());
        commands.run("programme", "create", "keys", "--file", commands.exampleFile("keys"));
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    private static String create(String name) throws Exception {
        return commands.run("key", "create", "--programme", "keys", "--name", name, "--scopes", "earn,read")
                .output()
                .strip();
    }

    @Test
    void keys_are_listed_without_their_secrets_until_they_are_revoked() throws Exception {
        KeyText till = KeyText.parse(create("till 7"));
        KeyText app = KeyText.parse(create("the app"));
        String listed = commands.run("key", "list", "--programme", "keys").output();
        assertThat(listed)
                .contains("wk_" + till.id() + "\ttill 7\tread,earn", "wk_" + app.id(), "\tnever\tnever")
                .doesNotContain(till.secret(), app.secret());

        assertThat(commands.run("key", "revoke", "wk_" + till.id()).output()).contains("wk_" + till.id());
        assertThat(commands.run("key", "revoke", app.text()).output())
                .contains("wk_" + app.id())
                .doesNotContain(app.secret());
        assertThat(commands.run("key", "list", "--programme", "keys").output()).doesNotContain(till.id(), app.id());
        assertThatThrownBy(() -> commands.run("key", "revoke", "wk_" + till.id()))
                .hasMessageContaining("There is no key wk_" + till.id());
    }

    @Test
    void what_is_no_key_is_refused() {
        assertThatThrownBy(() -> commands.run("key", "revoke")).hasMessageContaining("key revoke KEY");
        assertThatThrownBy(() -> commands.run("key", "revoke", "wk_none")).hasMessageContaining("no key wk_none");
        assertThatThrownBy(() -> commands.run("key", "list")).hasMessageContaining("--programme");
        assertThatThrownBy(() -> commands.run("key", "create", "--programme", "keys", "--name", "x", "--scopes", "fly"))
                .hasMessageContaining("no scope \"fly\"");
        assertThatThrownBy(
                        () -> commands.run("key", "create", "--programme", "other", "--name", "x", "--scopes", "read"))
                .hasMessageContaining("no programme other");
    }
}
