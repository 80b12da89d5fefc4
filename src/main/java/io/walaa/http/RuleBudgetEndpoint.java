package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.usecase.budget.RuleBudgets;

/** What is left of the budgets of earning rules. */
public final class RuleBudgetEndpoint {
    private final RuleBudgets budgets;

    public RuleBudgetEndpoint(RuleBudgets budgets) {
        this.budgets = budgets;
    }

    Future<Answer> list(Exchange exchange) {
        return budgets.left(exchange.programme())
                .map(all -> Answer.json(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("budgets");
                    for (RuleBudgets.Left left : all) {
                        json.writeStartObject();
                        json.writeStringField("rule", left.budget().rule());
                        json.writeStringField("unit", left.budget().unit().name());
                        json.writeNumberField("budget", left.budget().points());
                        json.writeNumberField("left", left.house());
                        json.writeNumberField("inHand", left.here());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }
}
