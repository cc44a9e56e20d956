package org.amf4j.core.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** When a majority has granted, by when each has. */
final class Majority {

    private Majority() {}

    /**
     * The latest instant such that a majority of all controllers has granted then or later.
     *
     * @param grants instants of those that are known to have granted
     * @param controllers how many controllers there are
     * @return empty when fewer than a majority have
     */
    static OptionalLong latest(Collection<Long> grants, int controllers) {
        List<Long> newestFirst = new ArrayList<>(grants);
        newestFirst.sort(Collections.reverseOrder());
        int majority = controllers / 2 + 1;
        return newestFirst.size() < majority ? OptionalLong.empty() : OptionalLong.of(newestFirst.get(majority - 1));
    }

    /**
     * The latest instant at which a majority may have granted, when nothing is known of some controllers.
     *
     * @param latestGrants for each controller that is known, an instant after which it has not granted
     * @param controllers how many controllers there are
     * @return empty when those that are not known may be enough for a majority at any time
     */
    static OptionalLong latestPossible(Collection<Long> latestGrants, int controllers) {
        List<Long> newestFirst = new ArrayList<>(latestGrants);
        newestFirst.sort(Collections.reverseOrder());
        int majority = controllers / 2 + 1;
        int unknown = controllers - newestFirst.size();
        return unknown >= majority ? OptionalLong.empty() : OptionalLong.of(newestFirst.get(majority - 1 - unknown));
    }
}
