package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.programme.campaign.Campaign;
import io.walaa.programme.campaign.Campaigns;
import io.walaa.programme.command.IssueCodes;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.programme.voucher.VoucherCodes;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.Receipt;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes codes of a campaign. */
public final class IssueCampaignCodes {
    private final MemberWrites writes;
    private final Programmes programmes;
    private final Codes codes;

    public IssueCampaignCodes(MemberWrites writes, Programmes programmes, Codes codes) {
        this.writes = writes;
        this.programmes = programmes;
        this.codes = codes;
    }

    /** Codes that were made; empty on a dry run. */
    public record Issued(Receipt receipt, List<VoucherCode> codes) {}

    /** Makes {@code count} codes; the same again when it is repeated. */
    public Future<Issued> issue(Call call, String id, int count) {
        Campaign campaign;
        try {
            campaign = programmes
                    .require(call.programme())
                    .programme()
                    .part(Campaigns.class)
                    .require(id);
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
        VoucherCodes own = codes.of(call.programme());
        return writes.run(call, campaign.house(), new IssueCodes(id, count, own), Map.of())
                .map(receipt -> new Issued(
                        receipt,
                        call.dryRun()
                                ? List.of()
                                : IntStream.rangeClosed(1, count)
                                        .mapToObj(i -> own.code(
                                                campaign.house(),
                                                IssueCodes.key(
                                                        receipt.entry().id().key(), i)))
                                        .toList()));
    }
}
