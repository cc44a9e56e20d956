package org.amf4j.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.HealthcheckRequest;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.Request;
import org.amf4j.api.amf.Termination;

/** Keeps what it is asked and does with it what the test says. */
class RecordingComponent implements ComponentListener {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<String> losses = new CopyOnWriteArrayList<>();
    private final Consumer<Request> reaction;

    RecordingComponent(Consumer<Request> reaction) {
        this.reaction = reaction;
    }

    /** One that answers everything at once. */
    static RecordingComponent willing() {
        return new RecordingComponent(Request::done);
    }

    /** One that answers nothing by itself. */
    static RecordingComponent silent() {
        return new RecordingComponent(request -> {});
    }

    Assignment assignment(int index) {
        return (Assignment) requests.get(index);
    }

    private void react(Request request) {
        requests.add(request);
        reaction.accept(request);
    }

    @Override
    public void assigned(Assignment assignment) {
        react(assignment);
    }

    @Override
    public void removed(Removal removal) {
        react(removal);
    }

    @Override
    public void terminate(Termination termination) {
        react(termination);
    }

    @Override
    public void healthcheck(HealthcheckRequest healthcheck) {
        react(healthcheck);
    }

    @Override
    public void agentLost(String reason) {
        losses.add(reason);
    }
}
