package org.amf4j.client;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.Removal;

/** A RemoveCsi callback. */
final class ClientRemoval extends ClientRequest implements Removal {

    private final CsiFlag flag;
    private final List<Dn> csis;

    ClientRemoval(CallbackContext context, CsiFlag flag, List<Dn> csis) {
        super(context, CallbackNames.of("removed", csis));
        this.flag = flag;
        this.csis = List.copyOf(csis);
    }

    @Override
    void callOn(ComponentListener listener) {
        listener.removed(this);
    }

    @Override
    void accepted() {
        context().table().removed(csis);
    }

    @Override
    public CsiFlag flag() {
        return flag;
    }

    @Override
    public List<Dn> csis() {
        return csis;
    }
}
