package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.live.ChannelName;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.event.SharedContent;
import io.walaa.programme.Programme;
import io.walaa.usecase.Call;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Programmes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Notices to all screens that show a shared channel, in every locale of the programme. */
public final class Notices {
    private static final Pattern CHANNEL = Pattern.compile("(public|segment):[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern LINK = Pattern.compile("(https://|/)[!-~]{0,500}");
    private static final int TITLE_MAX = 100;
    private static final int TEXT_MAX = 1_000;

    private final LiveChannels channels;
    private final Programmes programmes;
    private final OperationKeys keys;
    private final InstantSource clock;

    public Notices(LiveChannels channels, Programmes programmes, OperationKeys keys, InstantSource clock) {
        this.channels = channels;
        this.programmes = programmes;
        this.keys = keys;
        this.clock = clock;
    }

    private record Notice(ChannelName channel, Map<String, Object> data, Map<String, Map<String, String>> texts) {}

    Future<Answer> publish(Exchange exchange) {
        Programme rules = programmes.require(exchange.programme()).programme();
        Notice notice = exchange.readChecked(body -> Input.read(body, in -> read(in, rules)));
        Call call = exchange.call();
        String name = keys.hash("notice", call.programme(), call.key());
        LiveEvent event = new LiveEvent("evt_" + name, "notice", clock.instant().toString(), notice.data());
        if (call.dryRun()) {
            return Future.succeededFuture(answer(200, event.id(), notice.channel()));
        }
        return channels.publish(
                        call.programme(),
                        notice.channel().text(),
                        name,
                        keys.hash(call.request()),
                        SharedContent.write(event, notice.texts()))
                .map(published -> {
                    if (published.otherContent()) {
                        throw Refusal.of("idempotency-key-reused");
                    }
                    return Members.marked(published.repeated(), answer(201, event.id(), notice.channel()));
                });
    }

    private static Notice read(Input in, Programme rules) {
        String channel = in.field("channel").text(80, CHANNEL, "public:news, segment:gold");
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        in.field("title").object(title -> read(title, rules, "title", TITLE_MAX, texts));
        if (in.has("text")) {
            in.field("text").object(text -> read(text, rules, "text", TEXT_MAX, texts));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        String link = in.optional("link", value -> value.text(500, LINK, "https://… or /…"));
        if (link != null) {
            data.put("link", link);
        }
        ChannelName name = ChannelName.shared(channel);
        return new Notice(name == null ? ChannelName.MEMBER : name, data, texts);
    }

    private static boolean read(
            Input in, Programme rules, String field, int max, Map<String, Map<String, String>> texts) {
        for (String locale : rules.locales()) {
            texts.computeIfAbsent(locale, fresh -> new LinkedHashMap<>())
                    .put(field, in.field(locale).text(max));
        }
        for (String other : in.names()) {
            if (!rules.locales().contains(other)) {
                in.refuse(other, InputCode.UNKNOWN_LOCALE, "value", other);
            }
        }
        return true;
    }

    private static Answer answer(int status, String event, ChannelName channel) {
        return Answer.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("event", event);
            json.writeStringField("channel", channel.text());
            json.writeEndObject();
        });
    }
}
