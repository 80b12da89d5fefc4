package io.walaa.programme.voucher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of its owner's vouchers were used for an order: a page of the owner's, the hashes of their codes. */
public final class OrderVouchers {
    private OrderVouchers() {}

    /** The name of the page for an order. */
    public static String page(String order) {
        return "order-vouchers:" + order;
    }

    /** The hashes on a page; none if there is no such page. */
    public static List<String> read(@Nullable String page) {
        return page == null || page.isEmpty() ? List.of() : List.of(page.split(" "));
    }

    /** The page with one more. */
    public static String with(@Nullable String page, String hash) {
        List<String> before = read(page);
        return before.isEmpty() ? hash : before.contains(hash) ? String.join(" ", before) : page + " " + hash;
    }
}
