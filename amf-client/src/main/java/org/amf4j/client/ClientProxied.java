package org.amf4j.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckInvocation;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.ProxiedComponent;
import org.amf4j.api.amf.ProxiedListener;
import org.amf4j.api.amf.ProxiedRequest;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.protocol.component.ToAgent;

/** A component that this process speaks for. */
final class ClientProxied implements ProxiedComponent {

    private final ClientSession session;
    private final Dn component;
    private final ProxiedListener listener;
    private final AssignmentTable table = new AssignmentTable();

    ClientProxied(ClientSession session, Dn component, ProxiedListener listener) {
        this.session = session;
        this.component = component;
        this.listener = listener;
    }

    ProxiedListener listener() {
        return listener;
    }

    AssignmentTable table() {
        return table;
    }

    private ToAgent.Builder about(ToAgent.Builder request) {
        return request.setProxied(component.toString());
    }

    void register() {
        session.call("registering " + component, about(AgentRequests.register()));
    }

    @Override
    public Dn component() {
        return component;
    }

    @Override
    public HaState haState(Dn csi) {
        return HaState.of(session.call("asking for the HA state of " + csi, about(AgentRequests.haState(csi)))
                .getHaState());
    }

    @Override
    public Map<Dn, HaState> assignments() {
        return table.states();
    }

    @Override
    public void setHaReadiness(Dn csi, HaReadiness readiness) {
        session.call("saying how ready " + component + " is", about(AgentRequests.haReadiness(csi, readiness)));
    }

    @Override
    public void setHaReadiness(HaReadiness readiness) {
        setHaReadiness(Dn.ROOT, readiness);
    }

    @Override
    public void reportError(RecommendedRecovery recovery, String text) {
        session.reportError(component, recovery, text);
    }

    @Override
    public void startProcessMonitoring(
            long pid, int descendantsDepth, Set<ProcessEnd> ends, RecommendedRecovery recovery) {
        session.call(
                "monitoring process " + pid,
                about(AgentRequests.monitoringStart(pid, descendantsDepth, ends, recovery)));
    }

    @Override
    public void stopProcessMonitoring(ProcessScope scope, long pid, Set<ProcessEnd> ends) {
        session.call("monitoring process " + pid + " no more", about(AgentRequests.monitoringStop(scope, pid, ends)));
    }

    @Override
    public void startHealthcheck(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery) {
        ClientSession.checkKey(key);
        session.call("starting healthcheck " + key, about(AgentRequests.healthcheckStart(key, invocation, recovery)));
    }

    @Override
    public void confirmHealthcheck(String key, Health health) {
        ClientSession.checkKey(key);
        session.call("confirming healthcheck " + key, about(AgentRequests.healthcheckConfirm(key, health.isOk())));
    }

    @Override
    public void stopHealthcheck(String key) {
        ClientSession.checkKey(key);
        session.call("stopping healthcheck " + key, about(AgentRequests.healthcheckStop(key)));
    }

    /** A callback to the proxy to instantiate the component or to clean it up. */
    static final class Call extends ClientRequest implements ProxiedRequest {

        private final Dn component;
        private final Consumer<ProxiedRequest> method;

        Call(CallbackContext context, String name, ClientProxied proxied, boolean instantiate) {
            super(context, name + CallbackNames.of("", List.of(proxied.component)));
            this.component = proxied.component;
            this.method = instantiate ? proxied.listener::instantiate : proxied.listener::cleanUp;
        }

        @Override
        public Dn component() {
            return component;
        }

        @Override
        void callOn(ComponentListener called) {
            method.accept(this);
        }

        @Override
        void accepted() {
            context().table().clear(); // whatever it had been told before, it begins anew
        }
    }
}
