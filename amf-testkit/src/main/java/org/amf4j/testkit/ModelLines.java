package org.amf4j.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.state.AdminState;

/** A {@link ModelText} written line by line: {@code nodes 3}, {@code sg web 2N}, {@code units 3}. */
final class ModelLines {

    private static final int NODES_DEFAULT = 3;

    private Optional<ModelText> cluster = Optional.empty();
    private Optional<GroupText> group = Optional.empty();

    private ModelLines() {}

    /** The model that the lines describe; an {@link IllegalArgumentException} names the line that it does not. */
    static ModelText read(List<String> lines) {
        ModelLines model = new ModelLines();
        for (String line : lines) {
            try {
                model.line(line.strip().split("\\s+"));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "'" + line.strip() + "' is no line of a model: " + e.getMessage(), e);
            }
        }
        return model.cluster();
    }

    private ModelText cluster() {
        if (cluster.isEmpty()) {
            cluster = Optional.of(ModelText.cluster(NODES_DEFAULT));
        }
        return cluster.get();
    }

    private GroupText group() {
        return group.orElseThrow(() -> new IllegalArgumentException("no group has been begun by sg"));
    }

    private void line(String[] words) {
        String[] rest = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "nodes" -> cluster = Optional.of(ModelText.cluster(number(rest[0])));
            case "application" -> cluster().application(rest[0]);
            case "sg" -> group = Optional.of(cluster().group(rest[0], kind(rest[1])));
            case "set" -> cluster().set(Dn.of(rest[0]), rest[1], values(rest));
            default -> ofGroup(words[0], rest);
        }
    }

    private void ofGroup(String word, String[] rest) {
        switch (word) {
            case "units" -> group().units(number(rest[0]));
            case "components" -> group().components(rest);
            case "instances" -> group().instances(rest);
            case "unranked" -> group().unrankedInstances();
            case "hosted-by-group" -> group().hostedByGroup();
            case "not-pre-instantiable" -> group().npi();
            case "capability" -> group().capability(CapabilityModel.valueOf(rest[0]));
            case "csis-per-component" -> group().csisPerComponent(number(rest[0]));
            case "csi-depends" -> group().csiDependency(rest[0], rest[1]);
            case "depends" -> group().dependsOn(rest[0], rest[1], millis(rest[2]));
            case "ranked" -> group().ranked(rest[0], Arrays.copyOfRange(rest, 1, rest.length));
            case "preferred" -> group().preferred(rest[0], number(rest[1]), number(rest[2]));
            case "attribute" -> group().attribute(rest[0], value(rest[1]));
            case "unit-attribute" -> group().unitAttribute(rest[0], value(rest[1]));
            case "type-attribute" -> group().componentType(rest[0], value(rest[1]));
            case "component" -> group().component(rest[0], rest[1], values(rest));
            case "unit-admin" -> group().unitAdminState(AdminState.valueOf(rest[0]));
            case "healthcheck" -> group().healthcheck(rest[0], millis(rest[1]), millis(rest[2]));
            default -> wish(word, rest);
        }
    }

    private void wish(String word, String[] rest) {
        switch (word) {
            case "recovery" -> group().recovery(RecommendedRecovery.valueOf(rest[0]));
            case "disable-restart" -> group().disableRestart(true);
            case "su-failover" -> group().suFailover(true);
            case "auto-repair" -> group().autoRepair(flag(rest[0]));
            case "auto-adjust" -> group().autoAdjust(true, millis(rest[0]));
            case "comp-restart" -> group().compRestart(number(rest[0]), millis(rest[1]));
            case "su-restart" -> group().suRestart(number(rest[0]), millis(rest[1]));
            case "in-service" -> group().prefInService(number(rest[0]));
            case "assigned" -> group().prefAssigned(number(rest[0]));
            case "active" -> group().prefActive(number(rest[0]));
            case "standby" -> group().prefStandby(number(rest[0]));
            case "max-active" -> group().maxActive(number(rest[0]));
            case "max-standby" -> group().maxStandby(number(rest[0]));
            default -> throw new IllegalArgumentException("the word '" + word + "' is not known");
        }
    }

    private static RedundancyKind kind(String title) {
        return Arrays.stream(RedundancyKind.values())
                .filter(k -> k.title().toLowerCase(Locale.ROOT).equals(title.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the models are "
                        + Arrays.stream(RedundancyKind.values())
                                .map(RedundancyKind::title)
                                .toList()));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static boolean flag(String word) {
        return word.equals("on");
    }

    private static long millis(String word) {
        return Durations.nanos(word) / VirtualCluster.ACTION_NANOS;
    }

    private static Object[] values(String[] words) {
        return Arrays.stream(words).skip(2).map(ModelLines::value).toArray();
    }

    private static Object value(String word) {
        boolean number = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
        return number ? (Object) Long.valueOf(word) : word;
    }
}
