package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.order.Money;
import io.walaa.programme.Programme;
import io.walaa.programme.reward.Price;
import io.walaa.programme.reward.Reward;
import io.walaa.usecase.reward.ReadRewards;
import java.io.IOException;
import java.util.Locale;

/** The rewards as a member finds them, in the member's language unless the caller asks for another. */
public final class Rewards {
    private final ReadRewards read;
    private final Messages messages;

    public Rewards(ReadRewards read, Messages messages) {
        this.read = read;
        this.messages = messages;
    }

    Future<Answer> list(Exchange exchange) {
        String member = exchange.query("member");
        if (member == null) {
            throw Rejection.parameter("member", "mem_…");
        }
        if (!MemberId.isMember(member)) {
            throw Refusal.notFound("member-not-found");
        }
        return list(exchange, new MemberId(member));
    }

    Future<Answer> listMine(Exchange exchange) {
        return list(exchange, exchange.self());
    }

    private Future<Answer> list(Exchange exchange, MemberId member) {
        String asked = exchange.request().getHeader("Accept-Language");
        return read.read(exchange.programme(), member).map(catalogue -> {
            String tag =
                    asked == null ? catalogue.locale() : Languages.of(asked).getLanguage();
            Locale language = Languages.of(asked == null ? tag : asked);
            return Answer.json(200, json -> {
                        json.writeStartObject();
                        json.writeArrayFieldStart("rewards");
                        for (ReadRewards.Offered offered : catalogue.rewards()) {
                            write(json, catalogue.programme(), offered, tag, language);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    })
                    .with("Content-Language", language.getLanguage())
                    .with("Vary", "Accept-Language");
        });
    }

    private void write(
            JsonGenerator json, Programme programme, ReadRewards.Offered offered, String tag, Locale language)
            throws IOException {
        Reward reward = offered.reward();
        json.writeStartObject();
        json.writeStringField("id", reward.id());
        json.writeStringField("kind", reward.kind());
        json.writeStringField("title", reward.title().in(tag));
        if (reward.description() != null) {
            json.writeStringField("description", reward.description().in(tag));
        }
        writePrice(json, reward.price(), programme.currency());
        if (offered.lower() != null) {
            json.writeNumberField("offerPoints", offered.lower());
        }
        if (!reward.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String name : reward.tags()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        if (offered.left() != null) {
            json.writeNumberField("left", offered.left());
        }
        writeSlots(json, offered);
        json.writeBooleanField("available", offered.missing().isEmpty());
        json.writeArrayFieldStart("missing");
        for (Refusal refusal : offered.missing()) {
            json.writeStartObject();
            json.writeStringField("code", refusal.code());
            json.writeStringField("detail", messages.text(language, refusal.code(), refusal.values()));
            for (var value : Messages.shown(refusal.values(), language).entrySet()) {
                json.writeFieldName(value.getKey());
                json.writePOJO(value.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePrice(JsonGenerator json, Price price, String currency) throws IOException {
        json.writeObjectFieldStart("price");
        json.writeStringField("unit", price.unit());
        json.writeNumberField("points", price.points());
        if (price.atRate()) {
            json.writeStringField("per", new Money(price.per(), currency).decimal());
            json.writeStringField("currency", currency);
            json.writeNumberField("least", price.least());
            json.writeNumberField("most", price.most());
        }
        json.writeEndObject();
    }

    private static void writeSlots(JsonGenerator json, ReadRewards.Offered offered) throws IOException {
        if (offered.reward().benefit().slots().isEmpty()) {
            return;
        }
        json.writeNumberField("peopleMax", offered.reward().benefit().peopleMax());
        json.writeArrayFieldStart("slots");
        for (ReadRewards.OpenSlot open : offered.slots()) {
            json.writeStartObject();
            json.writeStringField("id", open.slot().id());
            json.writeStringField("at", open.slot().at().toString());
            if (open.slot().place() != null) {
                json.writeStringField("place", open.slot().place());
            }
            json.writeNumberField("left", open.left());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
