package org.amf4j.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One component of each unit of a group.
 *
 * @param name its RDN value, and the name of the CSIs it takes
 * @param kind how it is kept
 * @param commands life-cycle commands: program and arguments by the command's name in the information model
 *     ({@code Instantiate}, {@code Terminate}, {@code Cleanup}, {@code AmStart}, {@code AmStop})
 * @param environment for all commands, {@code NAME=value}
 * @param capability as {@code saAmfCtCompCapability}
 * @param level instantiation level: components of lower levels are started first
 * @param needs component of the same unit whose work must be assigned before this one's
 * @param recovery as {@code saAmfCtDefRecoveryOnError}
 * @param commandTimeout for life-cycle commands
 * @param callbackTimeout for callbacks
 * @param healthcheck how it is asked whether it is well
 * @param settings further attributes of each such component by their names in the information model
 */
record ComponentDescription(
        String name,
        Kind kind,
        Map<String, List<String>> commands,
        List<String> environment,
        long capability,
        int level,
        Optional<String> needs,
        long recovery,
        Duration commandTimeout,
        Duration callbackTimeout,
        Optional<Healthcheck> healthcheck,
        Map<String, Object> settings) {

    ComponentDescription {
        commands = Map.copyOf(commands);
        environment = List.copyOf(environment);
        settings = Map.copyOf(settings);
    }

    /** How a component is kept. */
    enum Kind {
        /** It speaks to the framework. */
        SA_AWARE("sa-aware"),
        /** A script starts and ends it. */
        SCRIPT("script"),
        /** A program that stays in the foreground, kept by the ready-made wrapper of this name. */
        PROGRAM("program");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key that says it. */
        String key() {
            return key;
        }
    }

    /**
     * A healthcheck that the framework invokes.
     *
     * @param key its name, which the component uses too
     * @param period time between two
     * @param maxDuration time for an answer
     */
    record Healthcheck(String key, Duration period, Duration maxDuration) {}

    /** The component with its place in the order of starting. */
    ComponentDescription atLevel(int newLevel) {
        return new ComponentDescription(
                name,
                kind,
                commands,
                environment,
                capability,
                newLevel,
                needs,
                recovery,
                commandTimeout,
                callbackTimeout,
                healthcheck,
                settings);
    }
}
