package io.walaa.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.walaa.json.Input;
import io.walaa.programme.Programme;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.member.ChangeMember;
import io.walaa.usecase.member.Profile;
import io.walaa.usecase.member.ReadProfile;
import java.util.List;

/** What a member may see and change of their own profile. */
public final class Me {
    private static final List<String> MINE = List.of("locale", "timeZone", "preferences");

    private final Programmes programmes;
    private final ReadProfile read;
    private final ChangeMember change;

    public Me(Programmes programmes, ReadProfile read, ChangeMember change) {
        this.programmes = programmes;
        this.read = read;
        this.change = change;
    }

    Future<Answer> preferences(Exchange exchange) {
        return read.read(exchange.programme(), exchange.self()).map(Me::answer);
    }

    Future<Answer> changePreferences(Exchange exchange) {
        Programme rules = programmes.require(exchange.programme()).programme();
        exchange.readChecked(
                body -> Input.read(body, in -> MINE.stream().filter(in::has).count()));
        return change.change(exchange.call(), rules, exchange.self(), EntityTags.ANY, exchange.json())
                .map(changed -> Members.marked(changed.replayed(), answer(changed.profile())));
    }

    private static Answer answer(Profile profile) {
        ObjectNode mine = profile.json();
        mine.retain(MINE);
        return Answer.json(200, json -> json.writeTree(mine));
    }
}
