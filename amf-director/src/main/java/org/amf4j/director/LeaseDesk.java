package org.amf4j.director;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.amf4j.core.lease.GrantBook;
import org.amf4j.core.lease.LeaseTimes;
import org.amf4j.core.lease.LeaseWatch;
import org.amf4j.core.lease.Life;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaseGrant;
import org.amf4j.protocol.cluster.LeaseRefusal;
import org.amf4j.protocol.cluster.LeaseRefused;
import org.amf4j.protocol.cluster.LeaseRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this controller grants to agents, whether it leads or not, and what it knows of the end of leases while it leads.
 * Thread-safe: requests are answered on the thread that brings them, so that a long decision delays no lease.
 */
final class LeaseDesk {

    /** Lives of an agent whose digests are kept: the present one and the one before. */
    private static final int LIVES_MAX = 2;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseDesk.class);

    private final BiConsumer<String, ClusterMessage> sender;
    private final GrantBook book;
    private final LeaseWatch watch;
    private final long originNanos = System.nanoTime();
    private final long start = System.currentTimeMillis();
    private final Map<String, Map<Long, byte[]>> digests = new TreeMap<>();
    private final Map<String, Long> ended = new TreeMap<>();
    private final Map<String, Long> grantedHere = new TreeMap<>();
    private final boolean unused;
    private final LeaseTimes times;

    LeaseDesk(ControllerSettings settings, BiConsumer<String, ClusterMessage> sender) {
        this.times = settings.loss().times();
        this.unused = settings.loss().policy() == LossPolicy.IMMEDIATE;
        this.sender = sender;
        this.book = new GrantBook(times, nowNanos());
        this.watch = new LeaseWatch(settings.self(), settings.controllers(), times, book);
    }

    /** Time since the start; unlike the system's time it does not go back and is not set. */
    long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    /** A message about leases that nothing else waits for. */
    void received(String from, ClusterMessage message) {
        switch (message.getBodyCase()) {
            case LEASE_REQUEST -> requested(from, message.getLeaseRequest());
            case LEASE_GRANT -> grantedBy(from);
            case LEASE_REFUSAL -> refusalAsked(from, message.getLeaseRefusal());
            default -> throw new IllegalArgumentException("no message about leases: " + message.getBodyCase());
        }
    }

    /** An agent asks for its lease. */
    private void requested(String from, LeaseRequest request) {
        Life life = new Life(from, request.getIncarnation());
        boolean granted;
        synchronized (this) {
            digests.computeIfAbsent(from, a -> new Recent())
                    .put(life.incarnation(), request.getDeathDigest().toByteArray());
            granted = book.ask(life, nowNanos());
        }
        if (granted) {
            LeaseGrant grant = LeaseGrant.newBuilder()
                    .setIncarnation(request.getIncarnation())
                    .setRequest(request.getRequest())
                    .build();
            sender.accept(from, ClusterMessage.newBuilder().setLeaseGrant(grant).build());
        }
    }

    /** A leader wants a life refused. */
    private void refusalAsked(String from, LeaseRefusal asked) {
        Life life = new Life(asked.getAgentName(), asked.getIncarnation());
        long ago;
        boolean known;
        synchronized (this) {
            known = book.isRefused(life);
            book.refuse(life);
            ago = nowNanos() - book.latestGrantNanos(life);
        }
        if (!known) {
            LOG.info("lease is refused from now on: life={} leader={} last_grant_ms={}", life, from, ago / 1_000_000);
        }
        LeaseRefused answer = LeaseRefused.newBuilder()
                .setAgentName(asked.getAgentName())
                .setIncarnation(asked.getIncarnation())
                .setAgoNanos(ago)
                .setTerm(asked.getTerm())
                .setRound(asked.getRound())
                .setStart(start)
                .build();
        sender.accept(from, ClusterMessage.newBuilder().setLeaseRefused(answer).build());
    }

    /** Another controller has answered. */
    synchronized void refused(String from, LeaseRefused answer) {
        Life life = new Life(answer.getAgentName(), answer.getIncarnation());
        LeaseWatch.Refusal question = new LeaseWatch.Refusal(from, life, answer.getTerm(), answer.getRound());
        watch.refused(new LeaseWatch.Refused(from, question, answer.getStart(), answer.getAgoNanos()), nowNanos());
    }

    /** Somebody says that nothing of a life runs any more; returns whether the word proves it. */
    synchronized boolean proves(Life life, String word) {
        byte[] digest = digests.getOrDefault(life.agent(), Map.of()).getOrDefault(life.incarnation(), new byte[0]);
        boolean proven = MessageDigest.isEqual(digest, digestOf(word));
        if (proven) {
            ended.merge(life.agent(), life.incarnation(), Math::max);
            book.refuse(life);
        }
        return proven;
    }

    private static byte[] digestOf(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether it is proven that nothing of this life runs any more. */
    synchronized boolean hasEnded(Life life) {
        return life.incarnation() <= ended.getOrDefault(life.agent(), Long.MIN_VALUE);
    }

    /** A controller has granted to the agent of this node, so it does so to all. */
    synchronized void grantedBy(String controller) {
        grantedHere.put(controller, nowNanos());
    }

    /** Whether a controller grants leases, as far as this node's agent has heard; none does just after its start. */
    synchronized boolean grants(String controller) {
        return unused || nowNanos() - grantedHere.getOrDefault(controller, Long.MIN_VALUE / 2) < times.heldNanos();
    }

    synchronized void lead(long term) {
        watch.lead(term, nowNanos());
    }

    synchronized void heard(Life life) {
        watch.heard(life, nowNanos());
    }

    /** Looks who has fallen silent, and has the other controllers refuse them. */
    void look(Collection<Life> members) {
        Collection<LeaseWatch.Refusal> refusals;
        synchronized (this) {
            refusals = watch.look(members, nowNanos());
        }
        for (LeaseWatch.Refusal refusal : refusals) {
            LeaseRefusal message = LeaseRefusal.newBuilder()
                    .setAgentName(refusal.life().agent())
                    .setIncarnation(refusal.life().incarnation())
                    .setTerm(refusal.term())
                    .setRound(refusal.round())
                    .build();
            sender.accept(
                    refusal.controller(),
                    ClusterMessage.newBuilder().setLeaseRefusal(message).build());
        }
    }

    synchronized boolean isSuspect(Life life) {
        return watch.isSuspect(life);
    }

    synchronized boolean isOver(Life life) {
        return watch.isOver(life, nowNanos());
    }

    /** How long its lease may last still, as far as this controller knows; for people. */
    synchronized long leftNanos(Life life, LeaseTimes times) {
        OptionalLong over = watch.overAtNanos(life, nowNanos());
        return Math.max(0, over.orElse(book.latestGrantNanos(life) + times.awaitedNanos()) - nowNanos());
    }

    /** Digests of the latest lives. */
    private static final class Recent extends LinkedHashMap<Long, byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > LIVES_MAX;
        }
    }
}
