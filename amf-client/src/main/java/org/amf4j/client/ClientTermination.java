package org.amf4j.client;

import java.util.List;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.Termination;

/** A Terminate callback. */
final class ClientTermination extends ClientRequest implements Termination {

    ClientTermination(CallbackContext context) {
        super(context, CallbackNames.of("terminate", List.of()));
    }

    @Override
    void callOn(ComponentListener listener) {
        listener.terminate(this);
    }

    @Override
    void accepted() {
        if (context().proxied().isEmpty()) {
            context().session().terminated();
        } else {
            context().table().clear();
        }
    }
}
