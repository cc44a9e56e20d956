package org.amf4j.client;

import java.util.List;
import java.util.Map;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.AttributeChange;
import org.amf4j.api.amf.ComponentListener;

/** A ChangeCsi callback. */
final class ClientAttributeChange extends ClientRequest implements AttributeChange {

    private final AssignedCsi csi;
    private final Map<String, List<String>> before;

    ClientAttributeChange(CallbackContext context, AssignedCsi csi) {
        super(context, CallbackNames.of("attributesChanged", List.of(csi.name())));
        this.csi = csi;
        this.before = context.table().csi(csi.name()).attributes();
    }

    @Override
    void callOn(ComponentListener listener) {
        listener.attributesChanged(this);
    }

    @Override
    void accepted() {
        context().table().changed(csi);
    }

    @Override
    public AssignedCsi csi() {
        return csi;
    }

    @Override
    public Map<String, List<String>> before() {
        return before;
    }
}
