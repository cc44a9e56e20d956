package org.amf4j.protocol.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.cluster.Cease;
import org.amf4j.protocol.cluster.ControllerStart;
import org.amf4j.protocol.cluster.ControllersMet;
import org.amf4j.protocol.cluster.Disown;
import org.amf4j.protocol.cluster.EndSession;
import org.amf4j.protocol.cluster.ImplementClass;
import org.amf4j.protocol.cluster.ImplementObjects;
import org.amf4j.protocol.cluster.ModelRequested;
import org.amf4j.protocol.cluster.Own;
import org.amf4j.protocol.cluster.Publish;

/** What processes ask about owners and implementers of objects. */
final class ModelRequestCodec {

    private ModelRequestCodec() {}

    static ModelRequested toMessage(Event.ModelRequested event) {
        ModelRequested.Builder message = ModelRequested.newBuilder()
                .setRequestId(event.requestId())
                .setAgentName(event.session().agent())
                .setIncarnation(event.session().incarnation())
                .setSession(event.session().number());
        switch (event.request()) {
            case ModelRequest.Own(var owner, var handle, var roots, var scope) ->
                message.setOwn(Own.newBuilder()
                        .setOwner(owner)
                        .setHandle(handle)
                        .addAllRoots(texts(roots))
                        .setScope(scope.value()));
            case ModelRequest.Disown(var owner, var roots, var scope) ->
                message.setDisown(Disown.newBuilder()
                        .setOwner(owner)
                        .addAllRoots(texts(roots))
                        .setScope(scope.value()));
            case ModelRequest.EndOwner(var handle) -> message.setEndOwner(handle);
            case ModelRequest.Implement(var name) -> message.setImplement(name);
            case ModelRequest.Cease() -> message.setCease(Cease.getDefaultInstance());
            case ModelRequest.ImplementClass(var className, var release) ->
                message.setImplementClass(
                        ImplementClass.newBuilder().setClassName(className).setRelease(release));
            case ModelRequest.ImplementObjects(var root, var scope, var release) ->
                message.setImplementObjects(ImplementObjects.newBuilder()
                        .setRoot(root.toString())
                        .setScope(scope.value())
                        .setRelease(release));
            case ModelRequest.Publish(var changes) -> {
                Publish.Builder publish = Publish.newBuilder();
                changes.forEach(c -> publish.addChanges(ConfigurationCodec.toMessage(c)));
                message.setPublish(publish);
            }
            case ModelRequest.EndSession() -> message.setEndSession(EndSession.getDefaultInstance());
        }
        return message.build();
    }

    private static List<String> texts(List<Dn> dns) {
        return dns.stream().map(Dn::toString).toList();
    }

    static Event fromMessage(ModelRequested message) throws MalformedMessageException {
        SessionId session = new SessionId(message.getAgentName(), message.getIncarnation(), message.getSession());
        return new Event.ModelRequested(message.getRequestId(), session, request(message));
    }

    private static ModelRequest request(ModelRequested message) throws MalformedMessageException {
        return switch (message.getBodyCase()) {
            case OWN -> {
                Own own = message.getOwn();
                yield new ModelRequest.Own(
                        own.getOwner(), own.getHandle(), dns(own.getRootsList()), scope("Own", own.getScope()));
            }
            case DISOWN -> {
                Disown disown = message.getDisown();
                yield new ModelRequest.Disown(
                        disown.getOwner(), dns(disown.getRootsList()), scope("Disown", disown.getScope()));
            }
            case END_OWNER -> new ModelRequest.EndOwner(message.getEndOwner());
            case IMPLEMENT -> new ModelRequest.Implement(message.getImplement());
            case CEASE -> new ModelRequest.Cease();
            case IMPLEMENT_CLASS ->
                new ModelRequest.ImplementClass(
                        message.getImplementClass().getClassName(),
                        message.getImplementClass().getRelease());
            case IMPLEMENT_OBJECTS -> {
                ImplementObjects objects = message.getImplementObjects();
                yield new ModelRequest.ImplementObjects(
                        Fields.dn("ImplementObjects.root", objects.getRoot()),
                        scope("ImplementObjects", objects.getScope()),
                        objects.getRelease());
            }
            case PUBLISH ->
                new ModelRequest.Publish(
                        ConfigurationCodec.changes(message.getPublish().getChangesList()));
            case END_SESSION -> new ModelRequest.EndSession();
            case BODY_NOT_SET -> throw new MalformedMessageException("ModelRequested says nothing");
        };
    }

    private static List<Dn> dns(List<String> texts) throws MalformedMessageException {
        List<Dn> dns = new ArrayList<>(texts.size());
        for (String text : texts) {
            dns.add(Fields.dn("roots", text));
        }
        return dns;
    }

    private static ObjectSearch.Scope scope(String of, int number) throws MalformedMessageException {
        return Fields.number(of + ".scope", number, ObjectSearch.Scope::of);
    }

    static ControllersMet toMessage(Event.ControllersMet event) {
        ControllersMet.Builder message = ControllersMet.newBuilder().setAnew(event.anew());
        event.starts()
                .forEach((controller, start) -> message.addStarts(
                        ControllerStart.newBuilder().setController(controller).setStart(start)));
        return message.build();
    }

    static Event fromMessage(ControllersMet message) throws MalformedMessageException {
        TreeMap<String, Long> starts = new TreeMap<>();
        for (ControllerStart start : message.getStartsList()) {
            if (starts.put(start.getController(), start.getStart()) != null) {
                throw new MalformedMessageException("ControllersMet has " + start.getController() + " twice");
            }
        }
        return new Event.ControllersMet(message.getAnew(), starts);
    }
}
