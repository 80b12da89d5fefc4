package io.walaa.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.decision.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What several entries of one member in one batch come to, so that the member's row is written once. Nearly always it
 * is one entry, whose changes go through as they are, unread.
 */
final class MemberFold {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlushEntry first;
    private FlushEntry last;
    private @Nullable ObjectNode several;
    private List<Page> pages;

    private MemberFold(FlushEntry first) {
        this.first = first;
        this.last = first;
        this.pages = first.pages();
    }

    private record Key(String programme, String member) {}

    /**
     * Folds entries by member.
     *
     * @throws FlushRefused if a member's sequences are not consecutive
     */
    static Collection<MemberFold> of(List<FlushEntry> entries) {
        Map<Key, MemberFold> folds = new LinkedHashMap<>(entries.size() * 2);
        for (FlushEntry entry : entries) {
            Key key = new Key(entry.programme(), entry.member());
            MemberFold fold = folds.get(key);
            if (fold == null) {
                folds.put(key, new MemberFold(entry));
            } else {
                fold.add(entry);
            }
        }
        return folds.values();
    }

    private void add(FlushEntry entry) {
        if (entry.memberSeq() != last.memberSeq() + 1) {
            throw new FlushRefused("member sequence " + entry.memberSeq() + " after " + last.memberSeq());
        }
        if (several == null) {
            several = read(first.fields());
        }
        several.setAll(read(entry.fields()));
        if (!entry.pages().isEmpty()) {
            pages = new ArrayList<>(pages);
            pages.removeIf(
                    old -> entry.pages().stream().anyMatch(page -> page.name().equals(old.name())));
            pages.addAll(entry.pages());
        }
        last = entry;
    }

    FlushEntry last() {
        return last;
    }

    /** The member's sequence before these entries. */
    long before() {
        return first.memberSeq() - 1;
    }

    /** The changed fields as JSON text, null for those that go. */
    String changes() {
        return several == null ? first.fields() : several.toString();
    }

    /** The last content of each page that was written. */
    List<Page> pages() {
        return pages;
    }

    private static ObjectNode read(String fields) {
        try {
            return (ObjectNode) JSON.readTree(fields);
        } catch (IOException | ClassCastException e) {
            throw new FlushRefused("changes that are no object");
        }
    }
}
