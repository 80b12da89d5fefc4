package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.programme.command.IssueCodes;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.usecase.reward.IssueCampaignCodes;

/** Codes of campaigns. */
public final class CampaignCodes {
    private final IssueCampaignCodes issue;

    public CampaignCodes(IssueCampaignCodes issue) {
        this.issue = issue;
    }

    Future<Answer> issue(Exchange exchange) {
        int count = exchange.read(in -> (int) in.field("count").integer(1, IssueCodes.MOST));
        return issue.issue(exchange.call(), exchange.argument(0), count).map(issued -> {
            boolean dry = issued.receipt().position() == null;
            Answer answer = Answer.json(dry ? 200 : issued.receipt().ackPending() ? 202 : 201, json -> {
                json.writeStartObject();
                if (dry) {
                    json.writeBooleanField("dryRun", true);
                } else {
                    json.writeStringField("ack", issued.receipt().ack().text());
                }
                json.writeArrayFieldStart("codes");
                for (VoucherCode code : issued.codes()) {
                    json.writeString(code.shown());
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            return issued.receipt().replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
        });
    }
}
