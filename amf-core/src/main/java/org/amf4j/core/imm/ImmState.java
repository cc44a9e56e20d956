package org.amf4j.core.imm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;

/**
 * Owners and implementers of objects, and what implementers have published: the part of the information model that the log
 * keeps for applications. It does not say what is asked of implementers at the moment; only the leader knows that.
 */
public final class ImmState {

    /** Most names of implementers, those included that nobody bears. */
    public static final int IMPLEMENTERS_MAX = 3_000;

    /** Most objects that have an owner. */
    public static final int OWNED_MAX = 100_000;

    /** Most runtime objects of applications. */
    public static final int OBJECTS_MAX = 20_000;

    private final TreeMap<Dn, Ownership> owners = new TreeMap<>();
    private final TreeMap<String, Implementer> implementers = new TreeMap<>();

    /** Runtime objects of applications. */
    private final TreeMap<Dn, ImmObject> objects = new TreeMap<>();

    /** Runtime attributes that implementers have written, of configured objects. */
    private final TreeMap<Dn, ImmObject> attributes = new TreeMap<>();

    /** Controllers that belong to this run of the cluster: their names, and what names the start of their programs. */
    private final TreeMap<String, Long> controllers = new TreeMap<>();

    /** Lives of agents that this run of the cluster was known to have, by the names of the agents. */
    private final TreeMap<String, Long> lives = new TreeMap<>();

    /** The view of the membership for which sessions were looked at last. */
    private long viewSeen;

    // ---- this run of the cluster

    /** Whether a controller that started so has been in company of the others without a break. */
    public boolean hasMet(String controller, long start) {
        return Optional.ofNullable(controllers.get(controller))
                .filter(s -> s == start)
                .isPresent();
    }

    /** Whether there is anything that a restart of the cluster would end. */
    public boolean isEmpty() {
        return owners.isEmpty() && implementers.isEmpty() && objects.isEmpty() && attributes.isEmpty();
    }

    // ---- owners

    /** Who owns the object. */
    public Optional<Ownership> owner(Dn dn) {
        return Optional.ofNullable(owners.get(dn));
    }

    /** All objects that are owned. */
    public Map<Dn, Ownership> owners() {
        return Collections.unmodifiableMap(owners);
    }

    /** An object gets an owner, if it has none. */
    public void own(Dn dn, Ownership ownership) {
        owners.putIfAbsent(dn, ownership);
    }

    /** An object has no owner any more. */
    public void disown(Dn dn) {
        owners.remove(dn);
    }

    /** A handle ends that releases what it has set. */
    public void release(Ownership.Holder holder) {
        owners.values().removeIf(o -> o.holder().filter(holder::equals).isPresent());
    }

    // ---- implementers

    /** A process bears a name. */
    public void bear(String name, SessionId session) {
        implementers.computeIfAbsent(name, Implementer::new).session(Optional.of(session));
    }

    /** All names, in their order. */
    public Collection<Implementer> implementers() {
        return Collections.unmodifiableCollection(implementers.values());
    }

    /** The implementer of this name. */
    public Optional<Implementer> implementer(String name) {
        return Optional.ofNullable(implementers.get(name));
    }

    /** The name that the process of a session bears. */
    public Optional<Implementer> implementer(SessionId session) {
        return implementers.values().stream()
                .filter(i -> i.session().filter(session::equals).isPresent())
                .findFirst();
    }

    /** Who implements an object of this class and name; appliers do not. */
    public Optional<Implementer> implementer(String className, Dn dn) {
        return concerned(className, dn, i -> !i.isApplier()).stream().findFirst();
    }

    /** Appliers that hear of changes of an object of this class and name. */
    public List<Implementer> appliers(String className, Dn dn) {
        return concerned(className, dn, Implementer::isApplier);
    }

    private List<Implementer> concerned(String className, Dn dn, Predicate<Implementer> kind) {
        List<Implementer> found = new ArrayList<>();
        for (Implementer each : implementers.values()) {
            if (kind.test(each)
                    && (each.classes().contains(className) || each.objects().contains(dn))) {
                found.add(each);
            }
        }
        return found;
    }

    // ---- what they have published

    /** The runtime object of this name. */
    public Optional<ImmObject> object(Dn dn) {
        return Optional.ofNullable(objects.get(dn));
    }

    /** All runtime objects of applications, by name. */
    public Collection<ImmObject> objects() {
        return Collections.unmodifiableCollection(objects.values());
    }

    /** Runtime attributes that have been written for a configured object. */
    public Map<String, List<Object>> attributes(Dn dn) {
        return Optional.ofNullable(attributes.get(dn))
                .map(ImmObject::attributes)
                .orElse(Map.of());
    }

    /** A runtime object is new, or has other values. */
    public void put(ImmObject object) {
        objects.put(object.dn(), object);
    }

    /** Runtime attributes of a configured object have other values. */
    public void putAttributes(ImmObject object) {
        attributes.put(object.dn(), object);
    }

    /** Persistent runtime objects of applications that a file has; nobody implements them yet. */
    public void loaded(List<ImmObject> runtime) {
        runtime.forEach(o -> objects.put(o.dn(), o));
    }

    // ---- the configuration has changed

    /** Forgets what was known of an object that is gone; what implementers have put below it goes with it. */
    public void gone(Dn dn) {
        owners.remove(dn);
        attributes.remove(dn);
        implementers.values().forEach(i -> i.releaseObject(dn));
        List<Dn> below = objects.keySet().stream().filter(d -> d.isBelow(dn)).toList();
        below.forEach(this::removeObject);
    }

    /** A runtime object is gone. */
    public void removeObject(Dn dn) {
        objects.remove(dn);
        owners.remove(dn);
        implementers.values().forEach(i -> i.releaseObject(dn));
    }

    /**
     * A change has made an object; it belongs to the owner that the change was made for.
     *
     * @param passing whether what that owner took for the change is free now; then the object is as free as its parent
     */
    public void created(Dn dn, String owner, boolean passing) {
        if (!owner.isEmpty() && (!passing || owner(dn.parent()).isPresent())) {
            owners.put(dn, likeOthers(dn, owner));
        }
    }

    /** It is released when its parent is, or else when something else of the owner is. */
    private Ownership likeOthers(Dn dn, String owner) {
        return owner(dn.parent())
                .filter(o -> o.owner().equals(owner))
                .or(() -> owners.values().stream()
                        .filter(o -> o.owner().equals(owner))
                        .findFirst())
                .orElseGet(() -> new Ownership(owner, Optional.empty()));
    }

    /** Forgets who implemented a class that is gone. */
    public void classGone(String name) {
        implementers.values().forEach(i -> i.releaseClass(name));
        forgetUnused();
    }

    // ---- lives of agents

    /** A life of an agent is gone; the sessions of its processes are, too. */
    public void lifeGone(Predicate<SessionId> gone) {
        implementers.values().forEach(i -> {
            if (i.session().filter(gone).isPresent()) {
                i.session(Optional.empty());
            }
        });
        owners.values()
                .removeIf(o -> o.holder().filter(h -> gone.test(h.session())).isPresent());
        forgetUnused();
    }

    /** A name that nobody bears and that implements nothing need not be remembered. */
    public void forgetUnused() {
        implementers
                .values()
                .removeIf(i -> i.session().isEmpty()
                        && i.classes().isEmpty()
                        && i.objects().isEmpty());
    }

    /** Controllers have met. */
    public void met(Map<String, Long> starts) {
        controllers.putAll(starts);
    }

    /** The cluster goes on with these lives of agents, by the names of agents. */
    public void goesOn(Map<String, Long> present) {
        lives.clear();
        lives.putAll(present);
    }

    /** The lives of agents that the cluster was known to go on with; it has started anew when all of them have ended. */
    public Map<String, Long> lives() {
        return Collections.unmodifiableMap(lives);
    }

    /** Remembers for which view of the membership sessions were looked at; returns whether it is another one. */
    public boolean isNewView(long view) {
        boolean isNew = view != viewSeen;
        viewSeen = view;
        return isNew;
    }

    /** The cluster has started anew: only what is persistent stays. */
    public void restarted(Map<String, ImmClass> classes) {
        owners.clear();
        implementers.clear();
        controllers.clear();
        objects.values().removeIf(o -> !isPersistent(o, classes));
        objects.replaceAll((dn, o) -> persistent(o, classes));
        attributes.replaceAll((dn, o) -> persistent(o, classes));
        attributes.values().removeIf(o -> o.attributes().isEmpty());
    }

    private static boolean isPersistent(ImmObject object, Map<String, ImmClass> classes) {
        return Optional.ofNullable(classes.get(object.className()))
                .filter(ImmClass::isStored)
                .isPresent();
    }

    private static ImmObject persistent(ImmObject object, Map<String, ImmClass> classes) {
        Map<String, List<Object>> kept = new LinkedHashMap<>();
        Optional<ImmClass> type = Optional.ofNullable(classes.get(object.className()));
        object.attributes().forEach((name, values) -> {
            if (type.flatMap(t -> t.attribute(name))
                    .filter(a -> a.is(AttributeFlag.PERSISTENT))
                    .isPresent()) {
                kept.put(name, values);
            }
        });
        return new ImmObject(object.dn(), object.className(), kept);
    }
}
