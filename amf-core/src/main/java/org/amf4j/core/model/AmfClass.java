package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configuration classes that the binder reads: their names, their RDN attributes and where they may stand. */
enum AmfClass {
    CLUSTER("SaAmfCluster", "safAmfCluster", ""),
    NODE("SaAmfNode", "safAmfNode", "SaAmfCluster"),
    NODE_GROUP("SaAmfNodeGroup", "safAmfNodeGroup", "SaAmfCluster"),
    NODE_BUNDLE("SaAmfNodeSwBundle", "safInstalledSwBundle", "SaAmfNode", "SaSmfSwBundle"),
    APPLICATION("SaAmfApplication", "safApp", ""),
    GROUP("SaAmfSG", "safSg", "SaAmfApplication"),
    UNIT("SaAmfSU", "safSu", "SaAmfSG"),
    COMPONENT("SaAmfComp", "safComp", "SaAmfSU"),
    COMPONENT_CS_TYPE("SaAmfCompCsType", "safSupportedCsType", "SaAmfComp", "SaAmfCSType"),
    HEALTHCHECK("SaAmfHealthcheck", "safHealthcheckKey", "SaAmfComp"),
    INSTANCE("SaAmfSI", "safSi", "SaAmfApplication"),
    INSTANCE_DEPENDENCY("SaAmfSIDependency", "safDepend", "SaAmfSI", "SaAmfSI"),
    RANKED_UNIT("SaAmfSIRankedSU", "safRankedSu", "SaAmfSI", "SaAmfSU"),
    CSI("SaAmfCSI", "safCsi", "SaAmfSI"),
    CSI_ATTRIBUTE("SaAmfCSIAttribute", "safCsiAttr", "SaAmfCSI"),
    APP_BASE_TYPE("SaAmfAppBaseType", "safAppType", ""),
    APP_TYPE("SaAmfAppType", "safVersion", "SaAmfAppBaseType"),
    GROUP_BASE_TYPE("SaAmfSGBaseType", "safSgType", ""),
    GROUP_TYPE("SaAmfSGType", "safVersion", "SaAmfSGBaseType"),
    UNIT_BASE_TYPE("SaAmfSUBaseType", "safSuType", ""),
    UNIT_TYPE("SaAmfSUType", "safVersion", "SaAmfSUBaseType"),
    MEMBER_COMPONENT_TYPE("SaAmfSutCompType", "safMemberCompType", "SaAmfSUType", "SaAmfCompType"),
    SERVICE_BASE_TYPE("SaAmfSvcBaseType", "safSvcType", ""),
    SERVICE_TYPE("SaAmfSvcType", "safVersion", "SaAmfSvcBaseType"),
    MEMBER_CS_TYPE("SaAmfSvcTypeCSTypes", "safMemberCSType", "SaAmfSvcType", "SaAmfCSType"),
    CS_BASE_TYPE("SaAmfCSBaseType", "safCSType", ""),
    CS_TYPE("SaAmfCSType", "safVersion", "SaAmfCSBaseType"),
    COMPONENT_BASE_TYPE("SaAmfCompBaseType", "safCompType", ""),
    COMPONENT_TYPE("SaAmfCompType", "safVersion", "SaAmfCompBaseType"),
    SUPPORTED_CS_TYPE("SaAmfCtCsType", "safSupportedCsType", "SaAmfCompType", "SaAmfCSType"),
    HEALTHCHECK_TYPE("SaAmfHealthcheckType", "safHealthcheckKey", "SaAmfCompType"),
    GLOBAL_ATTRIBUTES("SaAmfCompGlobalAttributes", "safRdn", "SaAmfApplication"),
    CLM_CLUSTER("SaClmCluster", "safCluster", ""),
    CLM_NODE("SaClmNode", "safNode", "SaClmCluster"),
    BUNDLE("SaSmfSwBundle", "safSmfBundle", "");

    private static final Map<String, Optional<AmfClass>> BY_NAME = byName();

    private final String className;
    private final String rdn;
    private final String parent;
    private final String target;

    AmfClass(String className, String rdn, String parent) {
        this(className, rdn, parent, "");
    }

    AmfClass(String className, String rdn, String parent, String target) {
        this.className = className;
        this.rdn = rdn;
        this.parent = parent;
        this.target = target;
    }

    String className() {
        return className;
    }

    /** The attribute name of the first relative name of its objects. */
    String rdn() {
        return rdn;
    }

    /** The class its parent object must have; empty for a root object. */
    String parent() {
        return parent;
    }

    /** The class of the object that its RDN names, for an association class; else empty. */
    String target() {
        return target;
    }

    boolean isAssociation() {
        return !target.isEmpty();
    }

    /** The class of this name, unless the binder does not read it. */
    static Optional<AmfClass> of(String className) {
        return BY_NAME.getOrDefault(className, Optional.empty());
    }

    private static Map<String, Optional<AmfClass>> byName() {
        Map<String, Optional<AmfClass>> map = new LinkedHashMap<>();
        for (AmfClass value : values()) {
            map.put(value.className, Optional.of(value));
        }
        return map;
    }
}
