package org.amf4j.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckInvocation;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.ProxiedComponent;
import org.amf4j.api.amf.ProxiedListener;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionState;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.api.amf.Tracking;

/** A session without an agent; callbacks run in a thread that belongs to whoever has registered, as in a real one. */
final class FakeSession implements AmfSession {

    private final Dn component;
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<ComponentListener> listener = Optional.empty();
    private volatile Optional<String> reported = Optional.empty();

    FakeSession(Dn component) {
        this.component = component;
    }

    boolean isRegistered() {
        return listener.isPresent();
    }

    boolean isClosed() {
        return ended.getCount() == 0;
    }

    Optional<ComponentListener> listener() {
        return listener;
    }

    Optional<String> reported() {
        return reported;
    }

    /** Makes the component active for a CSI of this name. */
    void perform(String what) {
        calls.add(what);
    }

    @Override
    public void register(ComponentListener newListener) {
        listener = Optional.of(newListener);
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            newListener.assigned(new FakeAssignment(calls.take(), Map.of()));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "callbacks");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void reportError(Dn erroneous, RecommendedRecovery recovery, String text) {
        reported = Optional.of(text);
    }

    @Override
    public Dn component() {
        return component;
    }

    @Override
    public SessionState state() {
        return isClosed() ? SessionState.CLOSED : SessionState.REGISTERED;
    }

    @Override
    public void awaitTermination() throws InterruptedException {
        ended.await();
    }

    @Override
    public boolean awaitTermination(Duration limit) {
        return isClosed();
    }

    @Override
    public HaState haState(Dn csi) {
        return HaState.ACTIVE;
    }

    @Override
    public Map<Dn, HaState> assignments() {
        return Map.of();
    }

    @Override
    public void startHealthcheck(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery) {}

    @Override
    public void confirmHealthcheck(String key, Health health) {}

    @Override
    public void stopHealthcheck(String key) {}

    @Override
    public ProxiedComponent registerProxied(Dn proxied, ProxiedListener listener) {
        throw new AisException(AisStatus.ERR_NOT_SUPPORTED, "no proxy");
    }

    @Override
    public void reportError(Dn erroneous, RecommendedRecovery recovery, String text, Instant detectedAt) {}

    @Override
    public void setHaReadiness(Dn csi, HaReadiness readiness) {}

    @Override
    public void setHaReadiness(HaReadiness readiness) {}

    @Override
    public void clearError(Dn erroneous) {}

    @Override
    public List<GroupMember> protectionGroup(Dn csi) {
        return List.of();
    }

    @Override
    public Tracking trackProtectionGroup(Dn csi, Set<TrackFlag> flags, Consumer<GroupChange> listener) {
        throw new AisException(AisStatus.ERR_NOT_SUPPORTED, "nothing is tracked");
    }

    @Override
    public void startProcessMonitoring(
            long pid, int descendantsDepth, Set<ProcessEnd> ends, RecommendedRecovery recovery) {}

    @Override
    public void stopProcessMonitoring(ProcessScope scope, long pid, Set<ProcessEnd> ends) {}

    @Override
    public void close() {
        ended.countDown();
    }
}
