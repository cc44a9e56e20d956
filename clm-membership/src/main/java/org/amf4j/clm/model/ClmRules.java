package org.amf4j.clm.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * What the objects of the cluster and its nodes must be like, and which changes of them a configuration change may make.
 * Every method returns sentences, none when all is right; one of them refuses the whole change with BAD_OPERATION.
 */
public final class ClmRules {

    /** Longest name of a node, in bytes. */
    public static final int NAME_BYTES_MAX = 255;

    private static final String DISABLE_REBOOT = "saClmNodeDisableReboot";
    private static final String LOCK_CALLBACK_TIMEOUT = "saClmNodeLockCallbackTimeout";
    private static final List<String> CHANGEABLE = List.of(DISABLE_REBOOT, LOCK_CALLBACK_TIMEOUT);

    /**
     * Something wrong with an object.
     *
     * @param dn the object
     * @param attribute the attribute, empty when it is not about one
     * @param text what is wrong and what to do
     */
    public record Violation(Dn dn, String attribute, String text) {}

    private ClmRules() {}

    /** About a node that is configured or created, below this cluster. */
    public static List<Violation> node(ImmObject node, Dn cluster) {
        List<Violation> found = new ArrayList<>();
        Dn dn = node.dn();
        if (!dn.rdnAttribute().equals("safNode") || !dn.parent().equals(cluster)) {
            found.add(new Violation(dn, "safNode", "a node is named safNode=...," + cluster));
        }
        int bytes = dn.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > NAME_BYTES_MAX) {
            found.add(new Violation(
                    dn, "safNode", "its name has " + bytes + " bytes, at most " + NAME_BYTES_MAX + " are allowed"));
        }
        node.attributes().forEach((name, values) -> found.addAll(value(dn, name, values)));
        return found;
    }

    private static List<Violation> value(Dn dn, String attribute, List<Object> values) {
        long number = !values.isEmpty() && values.get(0) instanceof Long value ? value : -1;
        return switch (attribute) {
            case DISABLE_REBOOT ->
                number == 0 || number == 1
                        ? List.of()
                        : List.of(new Violation(dn, attribute, attribute + " is 0 or 1, not " + values));
            case LOCK_CALLBACK_TIMEOUT ->
                number > 0
                        ? List.of()
                        : List.of(new Violation(
                                dn,
                                attribute,
                                attribute + " is " + values
                                        + ", but must be a time above 0 in nanoseconds: so long a lock"
                                        + " waits for subscribers"));
            case "saClmNodeAdminState" ->
                number >= 1 && number <= 3
                        ? List.of()
                        : List.of(new Violation(
                                dn,
                                attribute,
                                attribute + " is " + values + "; it is 1 (UNLOCKED), 2 (LOCKED) or 3 (SHUTTING_DOWN)"));
            default -> List.of();
        };
    }

    /** About changing attributes of a node while the cluster runs. */
    public static List<Violation> modify(Dn node, Map<String, List<Object>> values) {
        List<Violation> found = new ArrayList<>();
        values.forEach((name, wanted) -> {
            if (CHANGEABLE.contains(name)) {
                found.addAll(wanted.isEmpty() ? List.of() : value(node, name, wanted)); // none: the default again
            } else {
                found.add(new Violation(
                        node,
                        name,
                        name + " cannot be changed while the cluster runs; " + String.join(" and ", CHANGEABLE)
                                + " can"));
            }
        });
        return found;
    }

    /** About deleting a node. */
    public static List<Violation> delete(Dn node, boolean member, ClmAdminState admin) {
        return member || admin != ClmAdminState.LOCKED
                ? List.of(new Violation(
                        node,
                        "",
                        "it is " + (member ? "a member and " : "") + admin + "; lock it before it is deleted"))
                : List.of();
    }

    /** About creating the cluster object while the cluster runs. */
    public static List<Violation> createCluster(Dn cluster) {
        return List.of(new Violation(cluster, "", "the cluster object is there already; there is one only"));
    }

    /** About deleting the cluster object. */
    public static List<Violation> deleteCluster(Dn cluster) {
        return List.of(new Violation(cluster, "", "the cluster object cannot be deleted while the cluster runs"));
    }
}
