package org.amf4j.core.model;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.GroupType;

/** Binds applications and service groups. */
final class GroupBinder {
    private final Draft draft;

    GroupBinder(Draft draft) {
        this.draft = draft;
    }

    void bind() {
        for (Placed object : draft.index.all(AmfClass.APPLICATION)) {
            Attributes in = draft.attributes(object);
            Optional<Dn> type = in.requiredReference("saAmfAppType", AmfClass.APP_TYPE, draft.index);
            // A wrong type is reported; the application is bound all the same so that its parts are checked, too.
            Application application = new Application(
                    object.dn(),
                    draft.applications.size(),
                    type.orElse(Dn.ROOT),
                    in.adminState("saAmfApplicationAdminState"));
            draft.add(draft.applications, object, application);
        }
        for (Placed object : draft.index.all(AmfClass.GROUP)) {
            Attributes in = draft.attributes(object);
            Optional<GroupType> type = in.requiredReference("saAmfSGType", AmfClass.GROUP_TYPE, draft.index)
                    .flatMap(dn -> Optional.ofNullable(draft.types.groups.get(dn)));
            Optional<Application> application = object.parent(Application.class);
            if (type.isPresent()
                    && application.isPresent()
                    && type.get().redundancy().isPresent()) {
                ServiceGroup.Config config =
                        config(in, type.get(), type.get().redundancy().get());
                ServiceGroup group = new ServiceGroup(object.dn(), draft.groups.size(), application.get(), config);
                draft.add(draft.groups, object, group);
                application.get().add(group);
            }
        }
    }

    /** The largest numbers per unit are for models that spread: in 2N one unit has everything (AMF reference, SaAmfSG). */
    private ServiceGroup.Config config(Attributes in, GroupType type, RedundancyKind redundancy) {
        Attributes defaults = type.attributes();
        int units = draft.index.children(in.dn(), AmfClass.UNIT).size();
        int inService = in.count("saAmfSGNumPrefInserviceSUs").orElse(units);
        return new ServiceGroup.Config(
                type.dn(),
                redundancy,
                in.text("amfSGRedundancyModelName"),
                placement(in),
                in.flag("amfSGOutlivesLease").orElse(false),
                in.count("amfSGReserveNodes").orElse(0),
                in.reference("saAmfSGSuHostNodeGroup", AmfClass.NODE_GROUP, draft.index),
                flag(in, "saAmfSGAutoRepair", defaults, "saAmfSgtDefAutoRepair", true),
                flag(in, "saAmfSGAutoAdjust", defaults, "saAmfSgtDefAutoAdjust", false),
                time(in, "saAmfSGAutoAdjustProb", defaults, "saAmfSgtDefAutoAdjustProb"),
                in.count("saAmfSGNumPrefActiveSUs").orElse(1),
                in.count("saAmfSGNumPrefStandbySUs").orElse(1),
                inService,
                in.count("saAmfSGNumPrefAssignedSUs").orElse(inService),
                redundancy == RedundancyKind.TWO_N ? Integer.MAX_VALUE : maxActive(in),
                redundancy == RedundancyKind.TWO_N ? Integer.MAX_VALUE : in.limit("saAmfSGMaxStandbySIsperSU"),
                time(in, "saAmfSGCompRestartProb", defaults, "saAmfSgtDefCompRestartProb"),
                count(in, "saAmfSGCompRestartMax", defaults, "saAmfSgtDefCompRestartMax"),
                time(in, "saAmfSGSuRestartProb", defaults, "saAmfSgtDefSuRestartProb"),
                count(in, "saAmfSGSuRestartMax", defaults, "saAmfSgtDefSuRestartMax"),
                in.adminState("saAmfSGAdminState"));
    }

    private Placement placement(Attributes in) {
        Optional<String> text = in.text("amfSGPlacement");
        Optional<Placement> placement = text.flatMap(Placement::of);
        if (text.isPresent() && placement.isEmpty()) {
            draft.problems.error(
                    in.dn(),
                    "amfSGPlacement",
                    "MODEL-SG-PLACEMENT",
                    "amfSGPlacement is spread (the least loaded unit first) or pack (the best-ranked unit first, until it"
                            + " is full), not '" + text.get() + "'");
        }
        return placement.orElse(Placement.SPREAD);
    }

    /** A unit without pre-instantiable components holds one service instance at most, whatever is written. */
    private int maxActive(Attributes in) {
        List<Placed> units = draft.index.children(in.dn(), AmfClass.UNIT);
        int limit = in.limit("saAmfSGMaxActiveSIsperSU");
        boolean single = !units.isEmpty() && units.stream().allMatch(draft::isNonPreInstantiable);
        return single ? 1 : limit;
    }

    private static boolean flag(Attributes in, String name, Attributes type, String typeName, boolean otherwise) {
        return in.flag(name).or(() -> type.flag(typeName)).orElse(otherwise);
    }

    private static long time(Attributes in, String name, Attributes type, String typeName) {
        return in.time(name).orElseGet(() -> type.requiredTime(typeName));
    }

    private static int count(Attributes in, String name, Attributes type, String typeName) {
        return in.count(name).orElseGet(() -> type.requiredCount(typeName));
    }
}
