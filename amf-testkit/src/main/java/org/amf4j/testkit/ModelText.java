package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;

/**
 * Writes the configuration of a cluster in a few words, for tests.
 *
 * <pre>{@code
 * Model model = ModelText.cluster(3)
 *         .group("web", RedundancyKind.TWO_N).units(3).components("c").instances("a", "b")
 *         .model();
 * }</pre>
 *
 * <p>Nodes are {@code n1} to {@code nN} ({@code safAmfNode=n1,safAmfCluster=cluster}), each mapped on a CLM node of the
 * same name, all of them in the node group {@code all}. Groups are put into the application {@code app} unless
 * {@link #application} says otherwise. Not thread-safe.
 */
public final class ModelText {
    /** The cluster object. */
    public static final Dn CLUSTER = Dn.of("safAmfCluster=cluster");

    /** The node group with all nodes. */
    public static final Dn ALL_NODES = CLUSTER.child("safAmfNodeGroup", "all");

    /** The software bundle of all components, installed on all nodes. */
    public static final Dn BUNDLE = Dn.of("safSmfBundle=bundle");

    private static final Dn CLM_CLUSTER = Dn.of("safCluster=cluster");
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long STARTUP_TIMEOUT_MILLIS = 10_000;
    private static final long NODE_PROBATION_MILLIS = 1_200_000;
    private static final int NODE_FAILOVER_MAX = 2;

    private final int nodes;
    private final List<GroupText> groups = new ArrayList<>();
    private final Map<Dn, Map<String, List<Object>>> overrides = new LinkedHashMap<>();
    private final List<ImmObject> extra = new ArrayList<>();
    private final List<Dn> removed = new ArrayList<>();
    private String application = "app";

    private ModelText(int nodes) {
        this.nodes = nodes;
    }

    /** A cluster of this many nodes, with nothing on it yet. */
    public static ModelText cluster(int nodes) {
        return new ModelText(nodes);
    }

    /** The name of node {@code number}, counted from 1. */
    public static Dn node(int number) {
        return CLUSTER.child("safAmfNode", "n" + number);
    }

    /** Puts the groups that follow into this application. */
    public ModelText application(String name) {
        application = name;
        return this;
    }

    /** Begins a service group; what follows in the chain describes it. */
    public GroupText group(String name, RedundancyKind redundancy) {
        GroupText group = new GroupText(this, application, name, redundancy);
        groups.add(group);
        return group;
    }

    /** How long after the first node's join the first assignments wait, in milliseconds; 10,000 unless given. */
    public ModelText startupTimeoutMillis(long millis) {
        return set(CLUSTER, "saAmfClusterStartupTimeout", millis * NANOS_PER_MILLI);
    }

    /** Sets an attribute of any object in the end, whatever was said before; no value removes the attribute. */
    public ModelText set(Dn dn, String attribute, Object... values) {
        overrides.computeIfAbsent(dn, d -> new LinkedHashMap<>()).put(attribute, new ArrayList<>(List.of(values)));
        return this;
    }

    /** As {@link #set(Dn, String, Object...)}, the name given as text. */
    public ModelText set(String dn, String attribute, Object... values) {
        return set(Dn.of(dn), attribute, values);
    }

    /** Adds an object; attributes are given as name, value, name, value. */
    public ModelText add(String className, String dn, Object... namesAndValues) {
        ObjectText object = new ObjectText(className, Dn.of(dn));
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            object.with((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        extra.add(object.toImm());
        return this;
    }

    /** Leaves an object out in the end, children excepted. */
    public ModelText remove(String dn) {
        removed.add(Dn.of(dn));
        return this;
    }

    List<GroupText> groupsOf(Dn app) {
        return groups.stream().filter(g -> g.application.equals(app)).toList();
    }

    int nodeCount() {
        return nodes;
    }

    /** The configuration as objects of the information model, by DN. */
    public List<ImmObject> objects() {
        Map<Dn, ImmObject> all = new LinkedHashMap<>();
        List<ObjectText> written = clusterObjects();
        groups.forEach(group -> written.addAll(new GroupObjects(group).write()));
        written.forEach(object -> all.putIfAbsent(object.dn(), object.toImm()));
        extra.forEach(object -> all.put(object.dn(), object));
        overrides.forEach((dn, attributes) -> all.computeIfPresent(dn, (d, object) -> changed(object, attributes)));
        List<Dn> unknown =
                overrides.keySet().stream().filter(dn -> !all.containsKey(dn)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("attributes were set for objects that do not exist: " + unknown);
        }
        removed.forEach(all::remove);
        return all.values().stream().sorted((a, b) -> a.dn().compareTo(b.dn())).toList();
    }

    private static ImmObject changed(ImmObject object, Map<String, List<Object>> attributes) {
        ObjectText changed = new ObjectText(object.className(), object.dn());
        object.attributes().forEach((name, values) -> changed.with(name, values.toArray()));
        attributes.forEach((name, values) -> changed.with(name, values.toArray()));
        return changed.toImm();
    }

    /** The bound configuration, problems and all. */
    public BindResult bind() {
        return ModelBinder.bind(objects());
    }

    /**
     * The model.
     *
     * @throws IllegalStateException with all problems when the configuration is refused
     */
    public Model model() {
        BindResult result = bind();
        return result.model()
                .orElseThrow(() -> new IllegalStateException(
                        result.errors().stream().map(Object::toString).collect(Collectors.joining("\n"))));
    }

    private List<ObjectText> clusterObjects() {
        List<ObjectText> objects = new ArrayList<>();
        objects.add(new ObjectText("SaClmCluster", CLM_CLUSTER));
        objects.add(new ObjectText("SaSmfSwBundle", BUNDLE));
        objects.add(new ObjectText("SaAmfCluster", CLUSTER)
                .with("saAmfClusterClmCluster", CLM_CLUSTER)
                .with("saAmfClusterStartupTimeout", STARTUP_TIMEOUT_MILLIS * NANOS_PER_MILLI));
        Object[] members = new Object[nodes];
        for (int i = 1; i <= nodes; i++) {
            Dn clmNode = CLM_CLUSTER.child("safNode", "n" + i);
            members[i - 1] = node(i);
            objects.add(new ObjectText("SaClmNode", clmNode));
            objects.add(new ObjectText("SaAmfNode", node(i))
                    .with("saAmfNodeClmNode", clmNode)
                    .with("saAmfNodeSuFailOverProb", NODE_PROBATION_MILLIS * NANOS_PER_MILLI)
                    .with("saAmfNodeSuFailoverMax", NODE_FAILOVER_MAX));
            objects.add(new ObjectText("SaAmfNodeSwBundle", node(i).association("safInstalledSwBundle", BUNDLE))
                    .with("saAmfNodeSwBundlePathPrefix", "/opt/bundle"));
        }
        objects.add(new ObjectText("SaAmfNodeGroup", ALL_NODES).with("saAmfNGNodeList", members));
        return objects;
    }
}
