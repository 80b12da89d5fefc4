package io.walaa.order;

import io.walaa.json.Input;
import io.walaa.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Builds orders by intent: {@code anOrder().line("latte", "2", "1.750").paidBy("card", "3.500").purchase()}. */
public final class Orders {
    private final String currency;
    private final List<String> lines = new ArrayList<>();
    private final List<String> tenders = new ArrayList<>();
    private String id = "A-1001";
    private String rest = "";

    private Orders(String currency) {
        this.currency = currency;
    }

    public static Orders anOrder() {
        return anOrderIn("KWD");
    }

    public static Orders anOrderIn(String currency) {
        return new Orders(currency);
    }

    public Orders line(String sku, String quantity, String unitPrice) {
        return line(sku, quantity, unitPrice, "\"category\":\"" + sku + "s\"");
    }

    /** @param more further fields as JSON, such as {@code "discount":"0.100"} */
    public Orders line(String sku, String quantity, String unitPrice, String more) {
        lines.add("{\"id\":\"%d\",\"sku\":\"%s\",\"quantity\":%s,\"unitPrice\":\"%s\"%s}"
                .formatted(lines.size() + 1, sku, quantity, unitPrice, more.isEmpty() ? "" : "," + more));
        return this;
    }

    public Orders id(String order) {
        id = order;
        return this;
    }

    /** Pays by the redemption or capture that has this id. */
    public Orders paidByEntry(String amount, String entry) {
        tenders.add("{\"type\":\"points\",\"amount\":\"%s\",\"entry\":\"%s\"}".formatted(amount, entry));
        return this;
    }

    public Orders with(String field, String json) {
        rest += ",\"%s\":%s".formatted(field, json);
        return this;
    }

    public Orders paidBy(String type, String amount) {
        tenders.add("{\"type\":\"%s\",\"amount\":\"%s\"%s}"
                .formatted(type, amount, type.equals("points") ? ",\"entry\":\"txn_1\"" : ""));
        return this;
    }

    /** Pays by card what is due. */
    public Orders paidInFull() {
        Purchase unpaid = purchase();
        return paidBy("card", unpaid.decimal(unpaid.due()));
    }

    public String json() {
        return "{\"id\":\"%s\",\"currency\":\"%s\",\"lines\":[%s],\"tenders\":[%s]%s}"
                .formatted(id, currency, String.join(",", lines), String.join(",", tenders), rest);
    }

    public Purchase purchase() {
        return Input.read(Json.read(json()), Purchase::read);
    }
}
