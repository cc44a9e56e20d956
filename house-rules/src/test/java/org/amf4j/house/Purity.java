package org.amf4j.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may not happen where every controller must decide alike: input and output, clocks, chance, threads, and orders
 * that differ from one run to the next.
 */
final class Purity {

    private static final List<String> PACKAGES =
            List.of("java.io.", "java.net.", "java.nio.", "java.util.concurrent.", "java.util.random.", "java.rmi.");
    private static final List<String> ALLOWED_IN_PACKAGES =
            List.of("java.io.Serializable", "java.nio.charset.", "java.util.concurrent.TimeUnit");
    private static final Set<String> TYPES = Set.of(
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.Timer",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle");
    private static final Set<String> UNORDERED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.Hashtable");
    private static final Set<String> UNORDERED_COLLECTORS =
            Set.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap", "toConcurrentMap", "groupingByConcurrent");
    private static final int TO_MAP_WITH_SUPPLIER = 4;
    private static final int GROUPING_BY_WITH_FACTORY = 3;

    private Purity() {}

    /** The condition that classes of the pure rooms meet. */
    static ArchCondition<JavaClass> bePure() {
        return new ArchCondition<>("be pure: no I/O, clock, chance, thread or undefined order") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                    String name =
                            dependency.getTargetClass().getBaseComponentType().getName();
                    impureType(name)
                            .ifPresent(rule -> events.add(SimpleConditionEvent.violated(
                                    javaClass, rule + ": " + dependency.getDescription())));
                }
                for (JavaAccess<?> access : javaClass.getAccessesFromSelf()) {
                    if (access instanceof JavaCodeUnitAccess<?> call) {
                        impureCall(call.getTarget())
                                .ifPresent(rule -> events.add(SimpleConditionEvent.violated(
                                        javaClass, rule + ": " + access.getDescription())));
                    }
                }
            }
        };
    }

    private static Optional<String> impureType(String name) {
        boolean primitive = !name.contains(".");
        if (!primitive && !name.startsWith("java.") && !name.startsWith("org.amf4j.")) {
            return Optional.of("uses a library");
        }
        boolean banned = PACKAGES.stream().anyMatch(name::startsWith)
                && ALLOWED_IN_PACKAGES.stream().noneMatch(name::startsWith);
        return banned || TYPES.contains(name) ? Optional.of("uses the outside world") : Optional.empty();
    }

    private static Optional<String> impureCall(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        int parameters = target.getRawParameterTypes().size();
        if (readsClockOrChance(owner, name)) {
            return Optional.of("reads a clock, chance or the environment");
        }
        if (name.equals("parallelStream")
                || name.startsWith("parallel") && owner.equals("java.util.Arrays")
                || name.equals("parallel") && owner.startsWith("java.util.stream.")) {
            return Optional.of("runs in parallel");
        }
        boolean unorderedCollector = owner.equals("java.util.stream.Collectors")
                && (UNORDERED_COLLECTORS.contains(name)
                        || name.equals("toMap") && parameters < TO_MAP_WITH_SUPPLIER
                        || name.equals("groupingBy") && parameters < GROUPING_BY_WITH_FACTORY);
        boolean unorderedCollection = UNORDERED.contains(owner) && name.equals("<init>");
        return unorderedCollector || unorderedCollection
                ? Optional.of("builds a collection without a defined order")
                : Optional.empty();
    }

    private static boolean readsClockOrChance(String owner, String name) {
        return switch (owner) {
            case "java.lang.System" -> !name.equals("arraycopy");
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.Collections" -> name.equals("shuffle");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }
}
