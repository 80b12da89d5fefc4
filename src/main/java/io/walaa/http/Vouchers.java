package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.access.WrongCodes;
import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.member.MemberId;
import io.walaa.order.Basket;
import io.walaa.programme.command.UseVoucher;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.usecase.reward.AcceptVoucher;
import io.walaa.usecase.reward.ListVouchers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Vouchers: a member's own, and at tills. */
public final class Vouchers {
    private static final int WITH_MAX = 10;
    private static final int CODE_MAX = 64;
    private static final int ORDER_MAX = 128;

    private final Vertx vertx;
    private final AcceptVoucher accept;
    private final ListVouchers list;
    private final WrongCodes wrongCodes;

    public Vouchers(Vertx vertx, AcceptVoucher accept, ListVouchers list, WrongCodes wrongCodes) {
        this.vertx = vertx;
        this.accept = accept;
        this.list = list;
        this.wrongCodes = wrongCodes;
    }

    /** What a till says: which order, what is in it, what else is used on it. */
    private record Sale(
            String order,
            @Nullable Basket basket,
            List<VoucherCode> with,
            @Nullable String member) {}

    Future<Answer> validate(Exchange exchange) {
        Sale sale = exchange.read(in -> new Sale("", basket(in), with(in), null));
        VoucherCode code = code(exchange);
        return guarded(exchange, () -> accept.validate(exchange.programme(), code, sale.basket, sale.with))
                .map(checked -> Answer.json(200, json -> {
                    json.writeStartObject();
                    json.writeFieldName("voucher");
                    VoucherReply.write(
                            json, checked.found().owner(), checked.found().voucher(), null, checked.now());
                    Basket basket = sale.basket;
                    if (basket != null) {
                        json.writeStringField(
                                "off", basket.decimal(checked.taken().sum()));
                        json.writeStringField("currency", basket.currency());
                        json.writeFieldName("lines");
                        json.writeTree(UseVoucher.lines(basket, checked.taken()));
                    }
                    json.writeEndObject();
                }));
    }

    Future<Answer> use(Exchange exchange) {
        Sale sale = exchange.read(in -> new Sale(
                in.field("order").text(ORDER_MAX),
                basket(in),
                with(in),
                in.optional("member", value -> value.text(20))));
        String by = sale.member == null ? "" : sale.member;
        if (!by.isEmpty() && !MemberId.isMember(by)) {
            throw Refusal.notFound("member-not-found");
        }
        VoucherCode code = code(exchange);
        return guarded(exchange, () -> accept.use(exchange.call(), code, sale.order, sale.basket, sale.with, by))
                .map(VoucherReply::changed);
    }

    Future<Answer> restore(Exchange exchange) {
        String order = exchange.read(in -> in.field("order").text(ORDER_MAX));
        VoucherCode code = code(exchange);
        return guarded(exchange, () -> accept.restore(exchange.call(), code, order))
                .map(VoucherReply::changed);
    }

    Future<Answer> list(Exchange exchange) {
        return list(exchange.programme(), exchange.member());
    }

    Future<Answer> listMine(Exchange exchange) {
        return list(exchange.programme(), exchange.self());
    }

    private Future<Answer> list(String programme, MemberId member) {
        return list.open(programme, member)
                .map(wallet -> Answer.json(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("vouchers");
                    for (ListVouchers.Owned owned : wallet.vouchers()) {
                        VoucherReply.write(json, member, owned.voucher(), owned.code(), wallet.now());
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    /** Any code as a picture: nothing is looked up, so nothing is learnt by asking. */
    Future<Answer> png(Exchange exchange) {
        VoucherCode code = code(exchange);
        return vertx.executeBlocking(() -> new QrImage(code.text()).png())
                .map(image -> new Answer(200, QrImage.PNG, image));
    }

    Future<Answer> svg(Exchange exchange) {
        VoucherCode code = code(exchange);
        return vertx.executeBlocking(() -> new QrImage(code.text()).svg())
                .map(image -> new Answer(200, QrImage.SVG, image));
    }

    private <T> Future<T> guarded(Exchange exchange, Supplier<Future<T>> ask) {
        String key = exchange.caller().name();
        String address = exchange.request().remoteAddress().host();
        long wait = wrongCodes.waitMillis(key, address);
        if (wait > 0) {
            return Future.failedFuture(Refusal.tooMany("too-many-wrong-codes", wait));
        }
        return ask.get().onFailure(failure -> {
            if (failure instanceof Refusal refusal && refusal.code().equals("voucher-not-found")) {
                wrongCodes.wrong(key, address);
            }
        });
    }

    private static VoucherCode code(Exchange exchange) {
        try {
            String typed = exchange.argument(0).replace("+", "%2B");
            return VoucherCode.read(URLDecoder.decode(typed, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw Refusal.of("voucher-code-mistyped");
        }
    }

    private static @Nullable Basket basket(Input in) {
        return in.optional("basket", value -> value.object(Basket::read));
    }

    private static List<VoucherCode> with(Input in) {
        return in.optional("with", value -> value.list(WITH_MAX, Vouchers::other), List.of());
    }

    private static VoucherCode other(Value value) {
        String typed = value.text(CODE_MAX);
        try {
            return VoucherCode.read(typed);
        } catch (Refusal mistyped) {
            if (!typed.isEmpty()) {
                value.refuse(InputCode.BAD_FORMAT, "expected", "XXXX-XXXX-XXXX-XXXX");
            }
            return new VoucherCode("");
        }
    }
}
