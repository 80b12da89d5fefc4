package io.walaa.journal;

import io.walaa.member.MemberId;
import io.walaa.store.redis.Slot;

/**
 * How members spread over partitions, and the names of their keys. The count is chosen once per deployment. All keys of
 * a partition carry its hash tag, and tags are chosen so that partitions spread evenly over a cluster's slots.
 */
public final class Partitions {
    private final String[] prefix;
    private final int[] slot;

    /** @param count 1 to 256 */
    public Partitions(int count) {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException("between 1 and 256 partitions, not " + count);
        }
        prefix = new String[count];
        slot = new int[count];
        for (int partition = 0; partition < count; partition++) {
            String tag = tag(partition, count);
            prefix[partition] = "{" + tag + "}:";
            slot[partition] = Slot.ofTag(tag);
        }
    }

    /** The shortest text that names the partition and hashes into its share of the slots. */
    private static String tag(int partition, int count) {
        for (int attempt = 0; ; attempt++) {
            String text = partition + Integer.toString(attempt, 36);
            if (Slot.ofTag(text) * count / Slot.COUNT == partition) {
                return text;
            }
        }
    }

    public int count() {
        return prefix.length;
    }

    /** The cluster slot of all keys of a partition. */
    public int slot(int partition) {
        return slot[partition];
    }

    /** The partition that owns a member (or, with a channel's name, a shared live channel). */
    public int of(String programme, String member) {
        // FNV-1a, then a finaliser, because ids differ mostly in their last characters.
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < programme.length(); i++) {
            hash = (hash ^ programme.charAt(i)) * 0x100000001b3L;
        }
        for (int i = 0; i < member.length(); i++) {
            hash = (hash ^ member.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return (int) Math.floorMod(hash ^ hash >>> 33, (long) prefix.length);
    }

    public int of(String programme, MemberId member) {
        return of(programme, member.value());
    }

    /** The partition whose hash tag a key carries. */
    public int ofKey(String key) {
        return Slot.ofKey(key) * prefix.length / Slot.COUNT;
    }

    public String meta(int partition) {
        return prefix[partition] + "meta";
    }

    public String journal(int partition) {
        return prefix[partition] + "journal";
    }

    public String wake(int partition) {
        return prefix[partition] + "wake";
    }

    public String member(int partition, String programme, MemberId member) {
        return prefix[partition] + "m:" + programme + ":" + member.value();
    }

    public String page(int partition, String programme, MemberId member, String name) {
        return prefix[partition] + "p:" + programme + ":" + member.value() + ":" + name;
    }

    public String record(int partition, String programme, MemberId member, String operationId) {
        return prefix[partition] + "i:" + programme + ":" + member.value() + ":" + operationId;
    }

    public String code(int partition, String programme, String codeHash) {
        return prefix[partition] + "v:" + programme + ":" + codeHash;
    }

    /** The live stream of a member (by its id) or of a shared channel. */
    public String live(int partition, String programme, String channel) {
        return prefix[partition] + "live:" + programme + ":" + channel;
    }

    /** The sharded channel on which a partition's live streams are told to the nodes. */
    public String liveChannel(int partition) {
        return prefix[partition] + "live";
    }

    /** A one-time ticket that was issued in a partition. */
    public String ticket(int partition, String hash) {
        return prefix[partition] + "ticket:" + hash;
    }

    /** One stretch of a leaderboard. */
    public String board(int partition, String programme, String board, long window) {
        return prefix[partition] + "board:" + programme + ":" + board + ":" + window;
    }
}
