package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.UnitType;

/** Binds service units and finds the nodes that may host them. */
final class UnitBinder {
    private static final String HOST = "saAmfSUHostNodeOrNodeGroup";

    private final Draft draft;

    UnitBinder(Draft draft) {
        this.draft = draft;
    }

    void bind() {
        for (Placed object : draft.index.all(AmfClass.UNIT)) {
            Attributes in = draft.attributes(object);
            Optional<UnitType> type = in.requiredReference("saAmfSUType", AmfClass.UNIT_TYPE, draft.index)
                    .flatMap(dn -> Optional.ofNullable(draft.types.units.get(dn)));
            Optional<ServiceGroup> group = object.parent(ServiceGroup.class);
            if (type.isPresent() && group.isPresent()) {
                ServiceUnit.Config config = config(object, type.get(), group.get());
                draft.add(draft.units, object, new ServiceUnit(object.dn(), draft.units.size(), group.get(), config));
            }
        }
        List<ServiceUnit> byRank = new ArrayList<>(draft.units);
        byRank.sort(Comparator.comparingInt(u -> rankKey(u.config().rank())));
        byRank.forEach(unit -> unit.group().add(unit));
    }

    /** Rank 0 is none and comes last. */
    static int rankKey(int rank) {
        return rank == 0 ? Integer.MAX_VALUE : rank;
    }

    private ServiceUnit.Config config(Placed object, UnitType type, ServiceGroup group) {
        Attributes in = draft.attributes(object);
        return new ServiceUnit.Config(
                type.dn(),
                in.count("saAmfSURank").orElse(0),
                hosts(in, type, group),
                failover(object, type),
                type.external(),
                in.name("saAmfSUMaintenanceCampaign").orElse(Dn.ROOT),
                in.adminState("saAmfSUAdminState"));
    }

    private boolean failover(Placed object, UnitType type) {
        Attributes in = draft.attributes(object);
        Optional<Boolean> own = in.flag("saAmfSUFailover");
        boolean failover = own.orElse(type.failover());
        if (failover || !draft.isNonPreInstantiable(object)) {
            return failover;
        }
        if (own.isPresent()) {
            draft.problems.error(
                    in.dn(),
                    "saAmfSUFailover",
                    "MODEL-SU-NPI-FAILOVER",
                    "saAmfSUFailover is 0, but a service unit without any pre-instantiable component can only fail over"
                            + " as a whole; set it to 1");
        } else {
            draft.problems.warning(
                    in.dn(),
                    "saAmfSUFailover",
                    "MODEL-SU-NPI-FAILOVER",
                    "saAmfSutDefSUFailover of the type is 0, but a service unit without any pre-instantiable component"
                            + " can only fail over as a whole; 1 is assumed, write saAmfSUFailover 1");
        }
        return true;
    }

    private List<Node> hosts(Attributes in, UnitType type, ServiceGroup group) {
        Optional<Dn> host = in.name(HOST);
        if (type.external()) {
            host.ifPresent(dn -> draft.problems.error(
                    in.dn(),
                    HOST,
                    "MODEL-SU-HOST",
                    "an external service unit lies outside all nodes; remove " + HOST + " " + dn));
            return List.of();
        }
        Optional<NodeGroup> outer = group.config().hostNodeGroup().flatMap(dn -> draft.find(dn, NodeGroup.class));
        if (host.isPresent()) {
            List<Node> own = ownHosts(in, host.get());
            outer.ifPresent(g -> checkInside(in, own, g));
            return own;
        }
        if (outer.isEmpty() && group.config().hostNodeGroup().isEmpty()) {
            draft.problems.error(
                    in.dn(),
                    HOST,
                    "AMF-005",
                    "no node can host the service unit, because neither it nor its group names one; give " + HOST
                            + ", or saAmfSGSuHostNodeGroup of " + group.dn());
        }
        return outer.map(NodeGroup::nodes).orElse(List.of());
    }

    private List<Node> ownHosts(Attributes in, Dn host) {
        Optional<Node> node = draft.find(host, Node.class);
        if (node.isPresent()) {
            return List.of(node.get());
        }
        Optional<NodeGroup> own = draft.find(host, NodeGroup.class);
        if (own.isEmpty()) {
            draft.problems.error(
                    in.dn(),
                    HOST,
                    "MODEL-SU-HOST",
                    HOST + " names " + host
                            + ", which is neither a node nor a node group; create it or correct the name");
        }
        return own.map(NodeGroup::nodes).orElse(List.of());
    }

    private void checkInside(Attributes in, List<Node> own, NodeGroup outer) {
        for (Node node : own) {
            if (!outer.contains(node)) {
                draft.problems.error(
                        in.dn(),
                        HOST,
                        "MODEL-SU-HOST",
                        "host " + node.dn()
                                + " lies outside the node group of the service group; add it to saAmfNGNodeList of "
                                + outer.dn() + " or choose a node inside");
            }
        }
    }
}
