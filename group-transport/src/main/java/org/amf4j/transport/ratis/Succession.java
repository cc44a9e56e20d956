package org.amf4j.transport.ratis;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins an election when a leader is known to have ended, instead of when it has been missed for long enough.
 *
 * <p>Two that stand at once may both fail, so they stand one after the other, in the order of their names, for as long as
 * the leader that has ended is the last one known. A witness does not stand: a controller would not vote for it. Who stands
 * but lacks the latest entries is not elected; the next one waits for its election timeout then, as without this.
 *
 * <p>The first vote asked of another voter needs a new connection and code that has never run, which takes longer than all
 * the rest of the election. So each voter asks the others every few seconds for one that they must refuse.
 */
final class Succession {

    /** How much later the next one stands, in milliseconds: more than an election takes where processors are short. */
    static final long APART_MILLIS = 200;

    /** How often the way is gone that an election takes, in milliseconds. */
    static final long REHEARSED_EVERY_MILLIS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final LogConfig config;
    private final RaftMember member;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Succession(LogConfig config, RaftMember member) {
        this.config = config;
        this.member = member;
    }

    /** Goes the way of an election from now on. */
    void start() {
        Thread.ofPlatform().daemon().name("log-rehearsal-" + config.self()).start(() -> {
            try {
                while (!closed.await(REHEARSED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    member.rehearseElection();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Somebody says so; stands, on a thread of its own and when it is this controller's turn. */
    void ended(String leader) {
        if (config.isWitness() || !isMissing(leader) || !waiting.compareAndSet(false, true)) {
            return;
        }
        Thread.ofPlatform().daemon().name("log-succession-" + config.self()).start(() -> {
            try {
                if (!closed.await(turn(config, leader) * APART_MILLIS, TimeUnit.MILLISECONDS) && isMissing(leader)) {
                    stand(leader);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.set(false);
            }
        });
    }

    /** How many stand before this controller. */
    static int turn(LogConfig config, String leader) {
        return (int) config.voters().keySet().stream()
                .filter(voter -> !voter.equals(leader) && !config.witnesses().contains(voter))
                .takeWhile(voter -> !voter.equals(config.self()))
                .count();
    }

    private boolean isMissing(String leader) {
        return !leader.equals(config.self())
                && member.leader().filter(leader::equals).isPresent();
    }

    private void stand(String leader) {
        try {
            boolean stands = member.standInPlaceOf(leader);
            LOG.info("the leader has ended: controller={} leader={} stands={}", config.self(), leader, stands);
        } catch (IOException | RuntimeException failed) {
            // As without the word: the election timeout begins an election.
            LOG.warn("cannot stand for election at once: controller={} leader={}", config.self(), leader, failed);
        }
    }

    void close() {
        closed.countDown();
    }
}
