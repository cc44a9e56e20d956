package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.AppType;
import org.amf4j.core.model.Types.CsType;
import org.amf4j.core.model.Types.GroupType;
import org.amf4j.core.model.Types.MemberLimits;
import org.amf4j.core.model.Types.ServiceType;
import org.amf4j.core.model.Types.UnitType;

/** Reads and checks the version objects of all entity types. */
final class TypeReader {
    private final ObjectIndex index;
    private final Problems problems;

    TypeReader(ObjectIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    Types read() {
        Types types = new Types();
        for (Placed object : index.all(AmfClass.CS_TYPE)) {
            types.cs.put(object.dn(), csType(object));
        }
        for (Placed object : index.all(AmfClass.SERVICE_TYPE)) {
            types.services.put(object.dn(), serviceType(object));
        }
        ComponentTypeReader componentTypes = new ComponentTypeReader(index, problems);
        for (Placed object : index.all(AmfClass.COMPONENT_TYPE)) {
            types.components.put(object.dn(), componentTypes.read(object));
        }
        for (Placed object : index.all(AmfClass.UNIT_TYPE)) {
            types.units.put(object.dn(), unitType(object));
        }
        for (Placed object : index.all(AmfClass.GROUP_TYPE)) {
            types.groups.put(object.dn(), groupType(object));
        }
        for (Placed object : index.all(AmfClass.APP_TYPE)) {
            types.applications.put(object.dn(), appType(object));
        }
        return types;
    }

    private CsType csType(Placed object) {
        return new CsType(object.dn(), Set.copyOf(attributes(object).texts("saAmfCSAttrName")));
    }

    private ServiceType serviceType(Placed object) {
        Map<Dn, Integer> csisMax = new LinkedHashMap<>();
        for (Placed member : object.children(AmfClass.MEMBER_CS_TYPE)) {
            if (associated(member, AmfClass.CS_TYPE)) {
                csisMax.put(member.target(), attributes(member).limit("saAmfSvctMaxNumCSIs"));
            }
        }
        return new ServiceType(object.dn(), csisMax);
    }

    private UnitType unitType(Placed object) {
        Attributes in = attributes(object);
        boolean external = in.flag("saAmfSutIsExternal").orElse(false);
        boolean failover = in.flag("saAmfSutDefSUFailover").orElse(true);
        Map<Dn, MemberLimits> members = new LinkedHashMap<>();
        for (Placed member : object.children(AmfClass.MEMBER_COMPONENT_TYPE)) {
            if (associated(member, AmfClass.COMPONENT_TYPE)) {
                members.put(member.target(), memberLimits(member));
            }
        }
        return new UnitType(
                object.dn(), external, failover, types(in, "saAmfSutProvidesSvcTypes", AmfClass.SERVICE_TYPE), members);
    }

    private MemberLimits memberLimits(Placed member) {
        Attributes in = attributes(member);
        int min = in.count("saAmfSutMinNumComponents").orElse(1);
        int max = in.limit("saAmfSutMaxNumComponents");
        if (min > max) {
            problems.error(
                    member.dn(),
                    "saAmfSutMinNumComponents",
                    "MODEL-SUTYPE-COUNT",
                    "saAmfSutMinNumComponents " + min + " is above saAmfSutMaxNumComponents " + max
                            + "; raise the maximum or lower the minimum");
        }
        return new MemberLimits(min, max);
    }

    private GroupType groupType(Placed object) {
        Attributes in = attributes(object);
        Set<Dn> unitTypes = types(in, "saAmfSgtValidSuTypes", AmfClass.UNIT_TYPE);
        if (unitTypes.isEmpty()) {
            problems.error(
                    object.dn(),
                    "saAmfSgtValidSuTypes",
                    "MODEL-SGTYPE-SU-TYPES",
                    "no service unit type is valid in groups of this type; name at least one in saAmfSgtValidSuTypes");
        }
        return new GroupType(object.dn(), redundancy(object, in), unitTypes, in);
    }

    private Optional<RedundancyKind> redundancy(Placed object, Attributes in) {
        int number = in.requiredCount("saAmfSgtRedundancyModel");
        try {
            return Optional.of(RedundancyKind.of(number));
        } catch (IllegalArgumentException e) {
            problems.error(
                    object.dn(),
                    "saAmfSgtRedundancyModel",
                    "MODEL-SGTYPE-REDUNDANCY",
                    "saAmfSgtRedundancyModel is 1 for 2N, 2 for N+M, 3 for N-way, 4 for N-way-active or 5 for"
                            + " no-redundancy, not " + number);
            return Optional.empty();
        }
    }

    private AppType appType(Placed object) {
        return new AppType(object.dn(), types(attributes(object), "saAmfApptSGTypes", AmfClass.GROUP_TYPE));
    }

    /** Types that another type lists; one that does not exist does no harm as long as nobody uses it. */
    private Set<Dn> types(Attributes in, String attribute, AmfClass kind) {
        List<Dn> names = in.names(attribute);
        for (Dn name : names) {
            if (!index.exists(name, kind)) {
                problems.warning(
                        in.dn(),
                        attribute,
                        "MODEL-TYPE-LIST",
                        attribute + " lists " + name + ", but there is no " + kind.className()
                                + " of that name; create it or take it off the list");
            }
        }
        return Set.copyOf(names);
    }

    private boolean associated(Placed association, AmfClass kind) {
        return associated(index, problems, association, kind);
    }

    /** Whether the object that an association names exists; a problem otherwise. */
    static boolean associated(ObjectIndex index, Problems problems, Placed association, AmfClass kind) {
        Dn target = association.target();
        if (index.has(target, kind)) {
            return true;
        }
        if (index.exists(target, kind)) {
            return false;
        }
        problems.error(
                association.dn(),
                association.dn().rdnAttribute(),
                "MODEL-REFERENCE",
                association.dn().rdnAttribute() + " names " + target + ", but there is no " + kind.className()
                        + " of that name; create it or correct the name");
        return false;
    }

    private Attributes attributes(Placed object) {
        return new Attributes(object.object(), problems);
    }
}
