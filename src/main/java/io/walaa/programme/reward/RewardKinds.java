package io.walaa.programme.reward;

import io.walaa.json.Catalogue;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.discount.Discounts;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.voucher.VoucherTerms;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue of rewards: the name of each kind in a document, and who reads what only it has. */
public final class RewardKinds {
    /** Reads what only this kind has; id, price, stock and limits are common to all. */
    @FunctionalInterface
    public interface Kind {
        Benefit read(Input in, Price price, Vocabulary names);
    }

    private static final int LIMITS_MAX = 5;
    private static final int TAGS_MAX = 20;
    private static final long STOCK_MAX = 1_000_000_000;
    private static final Duration COOLDOWN_MAX = Duration.ofDays(366);
    private static final Catalogue<Kind> KINDS = Catalogue.<Kind>empty()
            .with("percent-off", (in, price, names) -> discount(in, names))
            .with("items-off", (in, price, names) -> discount(in, names))
            .with("free-item", (in, price, names) -> discount(in, names))
            .with("some-free", (in, price, names) -> discount(in, names))
            .with("amount-off", (in, price, names) -> amount(in, price, names, false))
            .with("gift-card", (in, price, names) -> amount(in, price, names, true))
            .with("experience", (in, price, names) -> Experience.read(in))
            .with("donation", (in, price, names) -> Donation.read(in, names))
            .with("custom", (in, price, names) -> new Custom());

    private RewardKinds() {}

    private static Benefit discount(Input in, Vocabulary names) {
        return new Off(Discounts.read(in, names.currency()));
    }

    private static Benefit amount(Input in, Price price, Vocabulary names, boolean giftCard) {
        return price.atRate() ? new Off.Worth(giftCard, names.currency()) : discount(in, names);
    }

    /** Reads one reward; empty if it is of no known kind, which is noted. */
    public static Optional<Reward> read(Value value, Vocabulary names) {
        return value.object(in -> reward(in, names));
    }

    private static Optional<Reward> reward(Input in, Vocabulary names) {
        String id = names.declare("reward", in.field("id"));
        String name = KINDS.name(in);
        Kind kind = KINDS.kind(name);
        LocalizedText title = LocalizedText.read(in.field("title"), names);
        LocalizedText description = in.optional("description", text -> LocalizedText.read(text, names));
        Price price = in.field("price").object(fields -> Price.read(fields, names));
        Long stock = in.optional("stock", count -> count.integer(0, STOCK_MAX));
        List<MemberLimit> limits = in.optional(
                "perMember", list -> list.list(LIMITS_MAX, limit -> limit.object(MemberLimit::read)), List.of());
        Duration cooldown =
                in.optional("cooldown", wait -> wait.duration(Duration.ofSeconds(1), COOLDOWN_MAX), Duration.ZERO);
        Who who = Who.read(in, names);
        Window window = in.optional("schedule", when -> when.object(w -> Window.read(w, names.zone())), Window.ALWAYS);
        List<String> tags = in.optional(
                "tags",
                list -> list.list(TAGS_MAX, tag -> tag.text(40, Vocabulary.NAME, Vocabulary.NAME_EXPECTED)),
                List.of());
        Duration cancelWithin = in.has("cancelWithin") ? cancelWithin(in.field("cancelWithin")) : COOLDOWN_MAX;
        VoucherTerms voucher = in.optional("voucher", terms -> VoucherTerms.read(terms, names), VoucherTerms.DEFAULT);
        if (kind == null) {
            return Optional.empty();
        }
        Benefit benefit = kind.read(in, price, names);
        if (stock != null && !benefit.slots().isEmpty()) {
            in.refuse("stock", InputCode.CONFLICTING_FIELDS, "fields", "stock, slots");
        }
        if (price.atRate() && !(benefit instanceof Off.Worth) && !(benefit instanceof Donation)) {
            in.refuse("price", InputCode.CONFLICTING_FIELDS, "fields", "per, kind");
        }
        return Optional.of(new Reward(
                id,
                name,
                title,
                description,
                price,
                stock,
                limits,
                cooldown,
                who,
                window,
                new LinkedHashSet<>(tags),
                cancelWithin,
                voucher,
                benefit));
    }

    private static @Nullable Duration cancelWithin(Value value) {
        return value.isText() && value.text(20).equals("never")
                ? null
                : value.duration(Duration.ofSeconds(1), COOLDOWN_MAX);
    }
}
