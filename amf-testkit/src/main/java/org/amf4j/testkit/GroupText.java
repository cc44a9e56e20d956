package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.state.AdminState;

/**
 * Describes one service group of a {@link ModelText}: its units, components and service instances.
 *
 * <p>Unless told otherwise a group {@code web} of application {@code app} has SA-aware components of capability
 * x_active_and_y_standby in units {@code safSu=SU1,safSg=web,safApp=app} and so on, ranked 1 to n and spread over the
 * nodes in turn. Every service instance {@code safSi=a,safApp=app} has one CSI per component name, carried by the
 * component of that name. Commands are {@code ctl instantiate}, {@code ctl terminate} and {@code ctl cleanup} of the
 * bundle; all time limits are 10 seconds; recovery is component restart with 10 restarts in 4 seconds, of components as
 * of units. Times are milliseconds. Not thread-safe.
 */
public final class GroupText {
    static final int CATEGORY_SA_AWARE = 0x01;
    static final int CATEGORY_LOCAL = 0x08;
    static final int CATEGORY_CONTAINER = 0x11;
    static final int CATEGORY_CONTAINED = 0x21;
    static final int CATEGORY_PROXIED = 0x04;
    static final int CATEGORY_PROXIED_NPI = 0x40;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    final ModelText cluster;
    final Dn application;
    final Dn dn;
    final RedundancyKind redundancy;
    final Map<String, Object> attributes = new LinkedHashMap<>();
    final Map<String, Object> componentTypeAttributes = new LinkedHashMap<>();
    final Map<String, Object> unitAttributes = new LinkedHashMap<>();
    final List<String> components = new ArrayList<>();
    final List<String> instances = new ArrayList<>();
    final Map<String, List<String>> csiSponsors = new LinkedHashMap<>();
    int units;
    boolean hostedByGroup;
    int category = CATEGORY_SA_AWARE;
    Optional<Dn> container = Optional.empty();
    Optional<Dn> proxyCsi = Optional.empty();
    boolean external;
    boolean rankedInstances = true;
    int csisPerComponent = 1;
    CapabilityModel capability = CapabilityModel.X_ACTIVE_AND_Y_STANDBY;

    GroupText(ModelText cluster, String application, String name, RedundancyKind redundancy) {
        this.cluster = cluster;
        this.application = Dn.of("safApp=" + application);
        this.dn = this.application.child("safSg", name);
        this.redundancy = redundancy;
    }

    /** This many units, SU1 to SUn with ranks 1 to n, on n1, n2 and so on in turn. */
    public GroupText units(int count) {
        units = count;
        return this;
    }

    /** Units name no host of their own: each may run on any node. */
    public GroupText hostedByGroup() {
        hostedByGroup = true;
        return this;
    }

    /** The components of each unit; each has a component type and a CS type of its own. */
    public GroupText components(String... names) {
        components.addAll(List.of(names));
        return this;
    }

    /** Service instances with ranks 1 to n in this order, continued by further calls. */
    public GroupText instances(String... names) {
        instances.addAll(List.of(names));
        return this;
    }

    /** This many service instances, {@code prefix1} to {@code prefixN}. */
    public GroupText instances(String prefix, int count) {
        for (int i = 1; i <= count; i++) {
            instances.add(prefix + i);
        }
        return this;
    }

    /** Service instances have no rank, so that their names alone order them. */
    public GroupText unrankedInstances() {
        rankedInstances = false;
        return this;
    }

    /** Each service instance has this many CSIs per component name: {@code c1} to {@code cN} instead of {@code c}. */
    public GroupText csisPerComponent(int count) {
        csisPerComponent = count;
        return this;
    }

    /** In every service instance the CSI {@code csi} needs the CSI {@code sponsor}. */
    public GroupText csiDependency(String csi, String sponsor) {
        csiSponsors.computeIfAbsent(csi, c -> new ArrayList<>()).add(sponsor);
        return this;
    }

    /** Components are neither SA-aware nor pre-instantiable: commands start and stop their service. */
    public GroupText npi() {
        category = CATEGORY_LOCAL;
        return capability(CapabilityModel.NON_PRE_INSTANTIABLE);
    }

    /** Components are containers, for components of other groups. */
    public GroupText container() {
        category = CATEGORY_CONTAINER;
        return this;
    }

    /** Components live in those that are active for this CSI, of another group, on the same node. */
    public GroupText containedIn(Dn containerCsi) {
        category = CATEGORY_CONTAINED;
        container = Optional.of(containerCsi);
        return this;
    }

    /** Whoever is active for this CSI, of another group, speaks for the components. */
    public GroupText proxiedBy(Dn csi) {
        category = CATEGORY_PROXIED | CATEGORY_LOCAL;
        proxyCsi = Optional.of(csi);
        return this;
    }

    /** Whoever is active for this CSI, of another group, instantiates the components when they get work. */
    public GroupText proxiedNpiBy(Dn csi) {
        category = CATEGORY_PROXIED_NPI | CATEGORY_LOCAL;
        proxyCsi = Optional.of(csi);
        return capability(CapabilityModel.NON_PRE_INSTANTIABLE);
    }

    /** Proxied components are outside of all nodes. */
    public GroupText external() {
        external = true;
        category &= ~CATEGORY_LOCAL;
        return this;
    }

    /** The capability model of all components. */
    public GroupText capability(CapabilityModel model) {
        capability = model;
        return this;
    }

    /** What an error without a recommendation leads to. */
    public GroupText recovery(RecommendedRecovery recovery) {
        return componentType("saAmfCtDefRecoveryOnError", recovery.value());
    }

    /** Whether restart as a recovery is forbidden. */
    public GroupText disableRestart(boolean value) {
        return componentType("saAmfCtDefDisableRestart", value);
    }

    /** Whether the failure of a component is that of its unit. */
    public GroupText suFailover(boolean value) {
        return unitAttribute("saAmfSUFailover", value);
    }

    /** How many units are kept in service. */
    public GroupText prefInService(int count) {
        return attribute("saAmfSGNumPrefInserviceSUs", count);
    }

    /** K: how many units may hold assignments (N-way, N-way-active). */
    public GroupText prefAssigned(int count) {
        return attribute("saAmfSGNumPrefAssignedSUs", count);
    }

    /** N of N+M: units with active assignments. */
    public GroupText prefActive(int count) {
        return attribute("saAmfSGNumPrefActiveSUs", count);
    }

    /** M of N+M: units with standby assignments. */
    public GroupText prefStandby(int count) {
        return attribute("saAmfSGNumPrefStandbySUs", count);
    }

    /** a: most service instances active on one unit. */
    public GroupText maxActive(int count) {
        return attribute("saAmfSGMaxActiveSIsperSU", count);
    }

    /** b: most service instances standby on one unit. */
    public GroupText maxStandby(int count) {
        return attribute("saAmfSGMaxStandbySIsperSU", count);
    }

    /** Whether instances are spread over units or packed on the best of them. */
    public GroupText placement(Placement placement) {
        return attribute("amfSGPlacement", placement.text());
    }

    /** How many CSIs of its type each component of this name carries at most. */
    public GroupText componentMax(String component, int active, int standby) {
        Dn supported = componentType(component).association("safSupportedCsType", csType(component));
        cluster.set(supported, "saAmfCtDefNumMaxActiveCSIs", active);
        cluster.set(supported, "saAmfCtDefNumMaxStandbyCSIs", standby);
        return this;
    }

    /** Whether failed units are repaired by the framework. */
    public GroupText autoRepair(boolean value) {
        return attribute("saAmfSGAutoRepair", value);
    }

    /** Whether assignments go back to the most preferred units, and after how long. */
    public GroupText autoAdjust(boolean value, long probationMillis) {
        return attribute("saAmfSGAutoAdjust", value)
                .attribute("saAmfSGAutoAdjustProb", probationMillis * NANOS_PER_MILLI);
    }

    /** How many component restarts are allowed in a window. */
    public GroupText compRestart(int max, long probationMillis) {
        return attribute("saAmfSGCompRestartMax", max)
                .attribute("saAmfSGCompRestartProb", probationMillis * NANOS_PER_MILLI);
    }

    /** How many unit restarts are allowed in a window. */
    public GroupText suRestart(int max, long probationMillis) {
        return attribute("saAmfSGSuRestartMax", max)
                .attribute("saAmfSGSuRestartProb", probationMillis * NANOS_PER_MILLI);
    }

    /** Sets any attribute of the group. */
    public GroupText attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** Sets an attribute of every unit. */
    public GroupText unitAttribute(String name, Object value) {
        unitAttributes.put(name, value);
        return this;
    }

    /** Every component has an external active monitor, started and stopped by commands of the bundle. */
    public GroupText monitored() {
        return componentType("saAmfCtRelPathAmStartCmd", "ctl")
                .componentType("saAmfCtDefAmStartCmdArgv", "am-start")
                .componentType("saAmfCtRelPathAmStopCmd", "ctl")
                .componentType("saAmfCtDefAmStopCmdArgv", "am-stop");
    }

    /** Sets an attribute of every component type. */
    public GroupText componentType(String name, Object value) {
        componentTypeAttributes.put(name, value);
        return this;
    }

    /** Sets an attribute of the component of this name in every unit; the units must have been counted before. */
    public GroupText component(String component, String attribute, Object... values) {
        for (int i = 1; i <= units; i++) {
            cluster.set(unit("SU" + i).child("safComp", component), attribute, values);
        }
        return this;
    }

    /** A healthcheck of every component. */
    public GroupText healthcheck(String key, long periodMillis, long maxDurationMillis) {
        for (String component : components) {
            cluster.add(
                    "SaAmfHealthcheckType",
                    componentType(component).child("safHealthcheckKey", key).toString(),
                    "saAmfHctDefPeriod",
                    periodMillis * NANOS_PER_MILLI,
                    "saAmfHctDefMaxDuration",
                    maxDurationMillis * NANOS_PER_MILLI);
        }
        return this;
    }

    /** The administrative state in which units start. */
    public GroupText unitAdminState(AdminState state) {
        return unitAttribute("saAmfSUAdminState", state.value());
    }

    /** How many units should be active and standby for the service instance. */
    public GroupText preferred(String instance, int active, int standby) {
        cluster.set(instance(instance), "saAmfSIPrefActiveAssignments", active);
        cluster.set(instance(instance), "saAmfSIPrefStandbyAssignments", standby);
        return this;
    }

    /** The units that the service instance prefers, best first. */
    public GroupText ranked(String instance, String... unitNames) {
        for (int i = 0; i < unitNames.length; i++) {
            Dn association = instance(instance).association("safRankedSu", unit(unitNames[i]));
            cluster.add("SaAmfSIRankedSU", association.toString(), "saAmfRank", i + 1);
        }
        return this;
    }

    /** The service instance needs another one, which may belong to any group of the application. */
    public GroupText dependsOn(String instance, String sponsor, long toleranceMillis) {
        return dependsOn(instance, instance(sponsor), toleranceMillis);
    }

    /** The service instance needs one of any group of any application. */
    public GroupText dependsOn(String instance, Dn sponsor, long toleranceMillis) {
        Dn association = instance(instance).association("safDepend", sponsor);
        cluster.add(
                "SaAmfSIDependency", association.toString(), "saAmfToleranceTime", toleranceMillis * NANOS_PER_MILLI);
        return this;
    }

    /** The DN of one of its units. */
    public Dn unit(String name) {
        return dn.child("safSu", name);
    }

    /** The DN of a service instance of the application. */
    public Dn instance(String name) {
        return application.child("safSi", name);
    }

    /** The DN of the component type of the components of this name. */
    public Dn componentType(String component) {
        return Dn.of("safCompType=" + dn.rdnValue() + "-" + component).child("safVersion", "1");
    }

    /** What the components of each unit are called. */
    public List<String> componentNames() {
        return List.copyOf(components);
    }

    /** The DN of the CS type of the components of this name. */
    public Dn csType(String component) {
        return Dn.of("safCSType=" + dn.rdnValue() + "-" + component).child("safVersion", "1");
    }

    /** Begins the next group. */
    public GroupText group(String name, RedundancyKind kind) {
        return cluster.group(name, kind);
    }

    /** Goes back to the cluster. */
    public ModelText and() {
        return cluster;
    }

    /** As {@link ModelText#objects()}. */
    public List<ImmObject> objects() {
        return cluster.objects();
    }

    /** As {@link ModelText#bind()}. */
    public BindResult bind() {
        return cluster.bind();
    }

    /** As {@link ModelText#model()}. */
    public Model model() {
        return cluster.model();
    }
}
