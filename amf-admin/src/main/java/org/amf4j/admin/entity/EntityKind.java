package org.amf4j.admin.entity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of entities that have views of their own, as an operator calls them. */
public enum EntityKind {
    APP("app", "app", "SaAmfApplication", "application", "saAmfApplicationAdminState"),
    SG("sg", "sg", "SaAmfSG", "service group", "saAmfSGAdminState"),
    SU("su", "su", "SaAmfSU", "service unit", "saAmfSURank"),
    SI("si", "si", "SaAmfSI", "service instance", "saAmfSIRank"),
    COMP("comp", "comp", "SaAmfComp", "component", ""),
    CSI("csi", "csi", "SaAmfCSI", "component service instance", "saAmfCSType"),
    /** In the plural: {@code amf node} runs a node. */
    NODE("nodes", "node", "SaAmfNode", "node", "saAmfNodeClmNode");

    private final String command;
    private final String prefix;
    private final String className;
    private final String title;
    private final String attribute;

    EntityKind(String command, String prefix, String className, String title, String attribute) {
        this.command = command;
        this.prefix = prefix;
        this.className = className;
        this.title = title;
        this.attribute = attribute;
    }

    /** The name of the command. */
    public String command() {
        return command;
    }

    /** What it is in a sentence, in the singular. */
    public String title() {
        return title;
    }

    /** The class of its objects. */
    public String className() {
        return className;
    }

    /** The attribute that is read besides the status; none when that tells all. */
    List<String> attributes() {
        return attribute.isEmpty() ? List.of() : List.of(attribute);
    }

    /** A name that means only entities of this kind; names with a kind, and full ones, stay as they are. */
    public String qualified(String name) {
        return name.contains("=") || name.contains(":") ? name : prefix + ":" + name;
    }

    /** The kind of the objects of a class. */
    public static Optional<EntityKind> ofClass(String className) {
        return Arrays.stream(values())
                .filter(kind -> kind.className.equals(className))
                .findFirst();
    }
}
