package io.walaa.store.redis;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a Redis is looked for: one address, or several of the same cluster, such as
 * {@code redis://:password@one:6379,two:6379}.
 */
public final class RedisSeeds {
    private RedisSeeds() {}

    /**
     * One URL for each address, all with the same scheme, user, password and path.
     *
     * @throws IllegalArgumentException if one of them names no host
     */
    public static List<URI> of(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("no host");
        }
        int user = authority.lastIndexOf('@') + 1;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        List<URI> seeds = new ArrayList<>();
        for (String address : authority.substring(user).split(",", -1)) {
            URI seed = URI.create(url.getScheme() + "://" + authority.substring(0, user) + address + path);
            if (seed.getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
            seeds.add(seed);
        }
        return seeds;
    }

    /**
     * The URL of another node of a seed's cluster.
     *
     * @param address host and port as a node says them; without a host it is the seed's
     */
    static URI at(URI seed, String address) {
        int colon = address.lastIndexOf(':');
        String host = colon == 0 ? seed.getHost() : address.substring(0, colon);
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        String user = seed.getRawUserInfo();
        return URI.create(
                seed.getScheme() + "://" + (user == null ? "" : user + "@") + bracketed + address.substring(colon));
    }
}
