package org.amf4j.benchmarks.ccb;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;

/** Changes of many objects at once, for the model of the demonstration. */
final class LargeChanges {

    /** A class of nobody: only the rules of the information model look at its objects. */
    static final ImmClass ITEM = new ImmClass(
            "BenchItem",
            ImmClass.Category.CONFIG,
            List.of(
                    attribute("benchItem", ValueType.STRING, AttributeFlag.RDN),
                    attribute("size", ValueType.UINT32, AttributeFlag.WRITABLE)));

    /** The group whose instances are created; it is locked, so that nobody is given any of them. */
    static final String GROUP = "safSg=streamers,safApp=stream";

    private LargeChanges() {}

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag flag) {
        return new ImmAttribute(name, type, EnumSet.of(flag, AttributeFlag.CONFIG), Optional.empty());
    }

    private static ObjectChange create(String dn, String className, Map<String, List<Object>> attributes) {
        return new ObjectChange.Create(new ImmObject(Dn.of(dn), className, attributes));
    }

    /** An item with others below it. */
    static List<ObjectChange> items(int count) {
        List<ObjectChange> changes = new ArrayList<>();
        changes.add(create("benchItem=root", ITEM.name(), Map.of("size", List.of((long) count))));
        for (int i = 1; i < count; i++) {
            changes.add(create("benchItem=" + i + ",benchItem=root", ITEM.name(), Map.of("size", List.of((long) i))));
        }
        return changes;
    }

    /** All of these go with the one above them. */
    static List<ObjectChange> itemsGone() {
        return List.of(new ObjectChange.Delete(Dn.of("benchItem=root")));
    }

    /** Half as many service instances, with a CSI each; the round is part of their names. */
    static List<ObjectChange> services(int count, int round) {
        List<ObjectChange> changes = new ArrayList<>();
        for (int i = 0; i < count / 2; i++) {
            String instance = "safSi=bench" + round + "-" + i + ",safApp=stream";
            changes.add(create(
                    instance,
                    "SaAmfSI",
                    Map.of(
                            "saAmfSvcType", List.of(Dn.of("safVersion=1,safSvcType=streamer")),
                            "saAmfSIProtectedbySG", List.of(Dn.of(GROUP)))));
            changes.add(create(
                    "safCsi=c," + instance,
                    "SaAmfCSI",
                    Map.of("saAmfCSType", List.of(Dn.of("safVersion=1,safCSType=streamer")))));
        }
        return changes;
    }

    /** The same with a mistake in the last of them. */
    static List<ObjectChange> withMistake(List<ObjectChange> changes) {
        List<ObjectChange> wrong = new ArrayList<>(changes);
        ObjectChange last = wrong.remove(wrong.size() - 1);
        wrong.add(create(
                last.dn().toString(), "SaAmfCSI", Map.of("saAmfCSType", List.of(Dn.of("safVersion=7,safCSType=no")))));
        return wrong;
    }
}
