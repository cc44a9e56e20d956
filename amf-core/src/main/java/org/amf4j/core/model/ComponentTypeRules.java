package org.amf4j.core.model;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.ComponentType;

/** What a component type must have for its category: commands (AMF-007), a bundle (AMF-008) and time limits. */
final class ComponentTypeRules {
    static final String INSTANTIATE = "saAmfCtRelPathInstantiateCmd";
    static final String TERMINATE = "saAmfCtRelPathTerminateCmd";
    static final String CLEANUP = "saAmfCtRelPathCleanupCmd";
    static final String AM_START = "saAmfCtRelPathAmStartCmd";
    static final String AM_STOP = "saAmfCtRelPathAmStopCmd";
    private static final List<String> MONITOR_PATHS = List.of(AM_START, AM_STOP);
    private static final List<String> PATHS = List.of(INSTANTIATE, TERMINATE, CLEANUP, AM_START, AM_STOP);

    private static final String CLI_TIMEOUT = "saAmfCtDefClcCliTimeout";
    private static final String CALLBACK_TIMEOUT = "saAmfCtDefCallbackTimeout";

    private final ObjectIndex index;
    private final Problems problems;

    ComponentTypeRules(ObjectIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    void check(ComponentType type, ComponentCategory category) {
        checkCommands(type.attributes(), category);
        checkBundle(type.attributes());
        checkTimeouts(type.attributes(), category);
        RecoveryReader.read(type.attributes(), "saAmfCtDefRecoveryOnError", category, problems);
    }

    private void checkCommands(Attributes in, ComponentCategory category) {
        boolean ownLife = !category.isProxied() && !category.isContained();
        if (ownLife) {
            require(in, INSTANTIATE, "a component that no proxy or container starts");
        }
        if (ownLife && !category.isSaAware()) {
            require(in, TERMINATE, "a component that is neither SA-aware nor proxied");
        }
        if (category.isLocal() && !category.isContained()) {
            require(in, CLEANUP, "every local component");
        }
        if (category.isContained()) {
            PATHS.stream().filter(p -> in.text(p).isPresent()).forEach(p -> unused(in, p));
        }
        if (category.isProxied()) {
            MONITOR_PATHS.stream().filter(p -> in.text(p).isPresent()).forEach(p -> notRun(in, p));
        }
        if (in.text(AM_START).isPresent()) {
            require(in, AM_STOP, "a type with " + AM_START);
        }
    }

    private void unused(Attributes in, String path) {
        problems.warning(
                in.dn(),
                path,
                "MODEL-COMP-CONTAINER",
                "contained components are started and cleaned up by their container, no command of theirs is run;"
                        + " remove " + path);
    }

    private void notRun(Attributes in, String path) {
        problems.warning(
                in.dn(),
                path,
                "MODEL-COMP-PROXY",
                "no external active monitor is run for proxied components, since their proxies monitor them, by"
                        + " healthchecks or by the end of processes; remove " + path);
    }

    private void require(Attributes in, String path, String who) {
        if (in.text(path).isEmpty()) {
            problems.error(
                    in.dn(), path, "AMF-007", path + " is mandatory for " + who + "; give the path of the command");
        }
    }

    private void checkBundle(Attributes in) {
        Optional<Dn> bundle = in.name("saAmfCtSwBundle");
        if (bundle.isPresent() && !index.exists(bundle.get(), AmfClass.BUNDLE)) {
            problems.warning(
                    in.dn(),
                    "saAmfCtSwBundle",
                    "MODEL-REFERENCE",
                    "saAmfCtSwBundle names " + bundle.get()
                            + ", but there is no SaSmfSwBundle of that name; create it");
        }
        if (bundle.isPresent()) {
            return;
        }
        for (String path : PATHS) {
            if (in.text(path).filter(p -> !p.startsWith("/")).isPresent()) {
                problems.error(
                        in.dn(),
                        path,
                        "AMF-008",
                        path + " is relative, but the type has no saAmfCtSwBundle that says where it starts; name the"
                                + " bundle or make the path absolute");
            }
        }
    }

    private void checkTimeouts(Attributes in, ComponentCategory category) {
        if (category.isLocal() && !category.isContained()) {
            requireTimeout(in, CLI_TIMEOUT, "local components");
        }
        if (category.isSaAware() || category.isProxied()) {
            requireTimeout(in, CALLBACK_TIMEOUT, "SA-aware and proxied components");
        }
        in.time("saAmfCtDefQuiescingCompleteTimeout")
                .ifPresent(t -> new Timeouts(problems, in.dn()).check("saAmfCtDefQuiescingCompleteTimeout", t));
    }

    private void requireTimeout(Attributes in, String attribute, String who) {
        Optional<Long> time = in.time(attribute);
        if (time.isPresent()) {
            new Timeouts(problems, in.dn()).check(attribute, time.get());
        } else if (!in.has(attribute)) {
            problems.error(
                    in.dn(),
                    attribute,
                    "MODEL-TIMEOUT",
                    attribute + " is mandatory for " + who + "; give a time in nanoseconds");
        }
    }
}
