package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.SteadyClock;

/**
 * What a running controller sees when it answers.
 *
 * @param clock the time of the log
 * @param known the controller that leads, as far as known
 * @param log its copy of the log
 * @param leases what it knows of who grants leases
 */
record LiveViewpoint(SteadyClock clock, Supplier<Optional<String>> known, ReplicatedLog log, LeaseDesk leases)
        implements Viewpoint {

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public Optional<String> leader() {
        return known.get();
    }

    @Override
    public List<String> keepers() {
        return log.keepers().stream().filter(leases::grants).toList();
    }
}
