package org.amf4j.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.RemoveCsi;
import org.amf4j.protocol.component.SetCsi;

/** Makes requests of the API from callbacks of the wire. */
final class CallbackReader {

    private CallbackReader() {}

    /**
     * The request that a callback carries.
     *
     * @throws IllegalArgumentException when it says something this version does not know
     */
    static ClientRequest read(ClientSession session, Callback callback, Optional<ClientProxied> proxied) {
        CallbackContext context =
                new CallbackContext(session, callback.getInvocation(), callback.getTimeoutNanos(), proxied);
        return switch (callback.getBodyCase()) {
            case SET_CSI -> new ClientAssignment(context, content(callback.getSetCsi(), context.table()));
            case REMOVE_CSI -> removal(context, callback.getRemoveCsi());
            case CHANGE_CSI -> {
                Csi csi = callback.getChangeCsi().getCsi();
                yield new ClientAttributeChange(
                        context, new AssignedCsi(Dn.of(csi.getName()), attributes(csi), csi.getEpoch()));
            }
            case TERMINATE -> new ClientTermination(context);
            case HEALTHCHECK ->
                new ClientHealthcheck(context, callback.getHealthcheck().getKey());
            case INSTANTIATE_CONTAINED ->
                new ClientContained(
                        context,
                        "instantiateContained",
                        Dn.of(callback.getInstantiateContained().getComponent()),
                        ComponentListener::instantiateContained);
            case CLEAN_UP_CONTAINED ->
                new ClientContained(
                        context,
                        "cleanUpContained",
                        Dn.of(callback.getCleanUpContained().getComponent()),
                        ComponentListener::cleanUpContained);
            case INSTANTIATE_PROXIED -> new ClientProxied.Call(context, "instantiate", about(proxied), true);
            case CLEAN_UP_PROXIED -> new ClientProxied.Call(context, "cleanUp", about(proxied), false);
            case BODY_NOT_SET -> throw new IllegalArgumentException("the kind of callback is not known");
        };
    }

    private static ClientProxied about(Optional<ClientProxied> proxied) {
        return proxied.orElseThrow(() -> new IllegalArgumentException("the callback names no proxied component"));
    }

    private static ClientAssignment.Content content(SetCsi set, AssignmentTable table) {
        CsiFlag flag = CsiFlag.of(set.getFlags());
        List<AssignedCsi> csis = new ArrayList<>(set.getCsisCount());
        for (Csi csi : set.getCsisList()) {
            Dn name = Dn.of(csi.getName());
            csis.add(
                    flag == CsiFlag.ADD_ONE
                            ? new AssignedCsi(name, attributes(csi), csi.getEpoch())
                            : table.csi(name, csi.getEpoch()));
        }
        if (csis.isEmpty() && flag == CsiFlag.TARGET_ALL) {
            table.names().forEach(name -> csis.add(table.csi(name)));
        }
        return new ClientAssignment.Content(
                HaState.of(set.getHaState()),
                flag,
                csis,
                set.getTransition() == 0 ? Optional.empty() : Optional.of(TransitionDescriptor.of(set.getTransition())),
                set.getActiveComponent().isEmpty() ? Optional.empty() : Optional.of(Dn.of(set.getActiveComponent())),
                set.getStandbyRank());
    }

    private static Map<String, List<String>> attributes(Csi csi) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (Attribute attribute : csi.getAttributesList()) {
            attributes.put(attribute.getName(), attribute.getValuesList());
        }
        return attributes;
    }

    private static ClientRemoval removal(CallbackContext context, RemoveCsi remove) {
        CsiFlag flag = CsiFlag.of(remove.getFlags());
        List<Dn> csis = new ArrayList<>(remove.getCsisCount());
        remove.getCsisList().forEach(name -> csis.add(Dn.of(name)));
        boolean isAll = csis.isEmpty() && flag == CsiFlag.TARGET_ALL;
        return new ClientRemoval(context, flag, isAll ? context.table().names() : csis);
    }
}
