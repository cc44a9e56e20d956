package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.model.LifeCycle.Healthcheck;
import org.amf4j.core.model.Types.ComponentType;

/** Reads the commands, limits, environment and healthchecks of a component, defaults of its type applied. */
final class LifeCycleReader {
    private static final int INSTANTIATE_WITHOUT_DELAY = 2;
    private static final int INSTANTIATE_WITH_DELAY = 0;
    private static final int AM_ATTEMPTS = 2;

    private final Draft draft;
    private final Attempts global;
    private final Map<Dn, LifeCycle> typical = new LinkedHashMap<>();

    LifeCycleReader(Draft draft) {
        this.draft = draft;
        this.global = global();
    }

    /** How often things are tried, and the delay in nanoseconds. */
    private record Attempts(int withoutDelay, int withDelay, long delayNanos, int amStart, int amStop) {}

    /** The limits that the standard gives, unless the global attributes say otherwise. */
    private Attempts global() {
        List<Placed> objects = draft.index.all(AmfClass.GLOBAL_ATTRIBUTES);
        if (objects.isEmpty()) {
            return new Attempts(INSTANTIATE_WITHOUT_DELAY, INSTANTIATE_WITH_DELAY, 0, AM_ATTEMPTS, AM_ATTEMPTS);
        }
        Attributes in = draft.attributes(objects.get(0));
        return new Attempts(
                in.count("saAmfNumMaxInstantiateWithoutDelay").orElse(INSTANTIATE_WITHOUT_DELAY),
                in.count("saAmfNumMaxInstantiateWithDelay").orElse(INSTANTIATE_WITH_DELAY),
                in.time("saAmfDelayBetweenInstantiateAttempts").orElse(0L),
                in.count("saAmfNumMaxAmStartAttempts").orElse(AM_ATTEMPTS),
                in.count("saAmfNumMaxAmStopAttempts").orElse(AM_ATTEMPTS));
    }

    /** Components that say nothing but their type have the life cycle of the type: one for all of them. */
    LifeCycle read(Placed component, ComponentType type, ComponentCategory category) {
        boolean typeOnly = component.object().attributes().size() == 1 // which is the type
                && component.children(AmfClass.HEALTHCHECK).isEmpty();
        return typeOnly
                ? typical.computeIfAbsent(type.dn(), t -> readOwn(component, type, category))
                : readOwn(component, type, category);
    }

    private LifeCycle readOwn(Placed component, ComponentType type, ComponentCategory category) {
        Attributes in = draft.attributes(component);
        Attributes defaults = type.attributes();
        Limits limits = limits(in, defaults, category);
        boolean ownLife = !category.isProxied() && !category.isContained();
        boolean commands = category.isLocal() && !category.isContained();
        return new LifeCycle(
                command(ownLife, in, defaults, Operation.INSTANTIATE, limits.instantiateNanos()),
                command(ownLife && !category.isSaAware(), in, defaults, Operation.TERMINATE, limits.terminateNanos()),
                command(commands, in, defaults, Operation.CLEANUP, limits.cleanupNanos()),
                command(commands, in, defaults, Operation.AM_START, limits.amStartNanos()),
                command(commands, in, defaults, Operation.AM_STOP, limits.amStopNanos()),
                limits.instantiateNanos(),
                limits.terminateNanos(),
                limits.cleanupNanos(),
                limits.csiSetNanos(),
                limits.csiRemoveNanos(),
                limits.quiescingNanos(),
                in.count("saAmfCompInstantiationLevel")
                        .or(() -> defaults.count("saAmfCtDefInstantiationLevel"))
                        .orElse(0),
                in.count("saAmfCompNumMaxInstantiateWithoutDelay").orElse(global.withoutDelay()),
                in.count("saAmfCompNumMaxInstantiateWithDelay").orElse(global.withDelay()),
                in.time("saAmfCompDelayBetweenInstantiateAttempts").orElse(global.delayNanos()),
                in.count("saAmfCompNumMaxAmStartAttempts").orElse(global.amStart()),
                in.count("saAmfCompNumMaxAmStopAttempts").orElse(global.amStop()),
                environment(in, defaults),
                defaults.name("saAmfCtSwBundle").orElse(Dn.ROOT),
                healthchecks(component, type));
    }

    /** The attributes that make up a command. */
    private enum Operation {
        INSTANTIATE("Instantiate"),
        TERMINATE("Terminate"),
        CLEANUP("Cleanup"),
        AM_START("AmStart"),
        AM_STOP("AmStop");

        private final String path;
        private final String typeArguments;
        private final String ownArguments;

        Operation(String name) {
            this.path = "saAmfCtRelPath" + name + "Cmd";
            this.typeArguments = "saAmfCtDef" + name + "CmdArgv";
            this.ownArguments = "saAmfComp" + name + "CmdArgv";
        }
    }

    private static Optional<CommandLine> command(
            boolean used, Attributes in, Attributes defaults, Operation operation, long timeoutNanos) {
        if (!used) {
            return Optional.empty();
        }
        return defaults.text(operation.path).map(path -> {
            List<String> arguments = new ArrayList<>(defaults.texts(operation.typeArguments));
            arguments.addAll(in.texts(operation.ownArguments));
            return new CommandLine(path, arguments, timeoutNanos);
        });
    }

    /** Time limits in nanoseconds. */
    private record Limits(
            long instantiateNanos,
            long terminateNanos,
            long cleanupNanos,
            long amStartNanos,
            long amStopNanos,
            long csiSetNanos,
            long csiRemoveNanos,
            long quiescingNanos) {}

    private Limits limits(Attributes in, Attributes defaults, ComponentCategory category) {
        Optional<Long> ofCommands = defaults.time("saAmfCtDefClcCliTimeout");
        Optional<Long> ofCallbacks = defaults.time("saAmfCtDefCallbackTimeout");
        // Each falls back to the other: a type that lacks one that it needs has been reported already.
        long command = ofCommands.or(() -> ofCallbacks).orElse(0L);
        long callback = ofCallbacks.or(() -> ofCommands).orElse(0L);
        boolean byCallback = category.isSaAware() || category.isProxied();
        boolean byOthers = category.isProxied() || category.isContained();
        long quiescing = defaults.time("saAmfCtDefQuiescingCompleteTimeout").orElse(callback);
        return new Limits(
                limit(in, "saAmfCompInstantiateTimeout", byOthers ? callback : command),
                limit(in, "saAmfCompTerminateTimeout", byCallback ? callback : command),
                limit(in, "saAmfCompCleanupTimeout", category.isContained() ? callback : command),
                limit(in, "saAmfCompAmStartTimeout", command),
                limit(in, "saAmfCompAmStopTimeout", command),
                limit(in, "saAmfCompCSISetCallbackTimeout", callback),
                limit(in, "saAmfCompCSIRmvCallbackTimeout", callback),
                limit(in, "saAmfCompQuiescingCompleteTimeout", quiescing));
    }

    private long limit(Attributes in, String attribute, long otherwise) {
        Optional<Long> own = in.time(attribute);
        own.ifPresent(time -> new Timeouts(draft.problems, in.dn()).check(attribute, time));
        return own.orElse(otherwise);
    }

    private Map<String, String> environment(Attributes in, Attributes defaults) {
        Map<String, String> environment = new LinkedHashMap<>();
        addEnvironment(defaults, "saAmfCtDefCmdEnv", environment);
        addEnvironment(in, "saAmfCompCmdEnv", environment);
        return Collections.unmodifiableMap(environment);
    }

    private void addEnvironment(Attributes from, String attribute, Map<String, String> environment) {
        for (String entry : from.texts(attribute)) {
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                draft.problems.error(
                        from.dn(),
                        attribute,
                        "MODEL-ENVIRONMENT",
                        attribute + " '" + entry + "' is not of the form VARIABLE=value; write it so");
            } else {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
    }

    private List<Healthcheck> healthchecks(Placed component, ComponentType type) {
        List<Placed> own = component.children(AmfClass.HEALTHCHECK);
        if (own.isEmpty()) {
            return List.copyOf(type.healthchecks().values());
        }
        Map<String, Healthcheck> result = new TreeMap<>(type.healthchecks());
        for (Placed object : own) {
            Optional<Healthcheck> typical =
                    Optional.ofNullable(result.get(object.dn().rdnValue()));
            Healthcheck healthcheck = healthcheck(draft.attributes(object), typical);
            result.put(healthcheck.key(), healthcheck);
        }
        return List.copyOf(result.values());
    }

    private Healthcheck healthcheck(Attributes in, Optional<Healthcheck> typical) {
        ComponentTypeReader.checkKey(draft.problems, in.dn());
        long period = healthcheckTime(in, "saAmfHealthcheckPeriod", typical.map(Healthcheck::periodNanos));
        long duration = healthcheckTime(in, "saAmfHealthcheckMaxDuration", typical.map(Healthcheck::maxDurationNanos));
        return new Healthcheck(in.dn().rdnValue(), period, duration);
    }

    private long healthcheckTime(Attributes in, String attribute, Optional<Long> typical) {
        if (in.has(attribute)) {
            return limit(in, attribute, 0);
        }
        if (typical.isEmpty()) {
            draft.problems.error(
                    in.dn(),
                    attribute,
                    "MODEL-TIMEOUT",
                    attribute + " has no value and the component type has no healthcheck of this key; give a time in"
                            + " nanoseconds");
        }
        return typical.orElse(0L);
    }
}
