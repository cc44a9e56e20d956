package org.amf4j.client;

import java.util.List;
import java.util.function.BiConsumer;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.ContainedRequest;

/** A callback to a container about a component in it. */
final class ClientContained extends ClientRequest implements ContainedRequest {

    private final Dn component;
    private final BiConsumer<ComponentListener, ContainedRequest> method;

    ClientContained(
            CallbackContext context,
            String name,
            Dn component,
            BiConsumer<ComponentListener, ContainedRequest> method) {
        super(context, name + CallbackNames.of("", List.of(component)));
        this.component = component;
        this.method = method;
    }

    @Override
    public Dn component() {
        return component;
    }

    @Override
    void callOn(ComponentListener listener) {
        method.accept(listener, this);
    }

    @Override
    void accepted() {
        // Nothing changes for the container itself.
    }
}
