package org.amf4j.admin.output;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** Names of the numbers that state attributes hold. */
public final class EnumNames {

    /** The standard has no state with a higher number. */
    private static final int NUMBER_MAX = 10;

    private EnumNames() {}

    /** The name behind a number in an attribute, for instance UNLOCKED for 1 in {@code saAmfSUAdminState}. */
    public static Optional<String> of(String attribute, long value) {
        try {
            return name(attribute, value);
        } catch (IllegalArgumentException e) {
            // A number without a name is shown as the number that it is.
            return Optional.empty();
        }
    }

    /** Names that numbers in this attribute have; none when it holds no state. */
    public static List<String> all(String attribute) {
        return IntStream.rangeClosed(0, NUMBER_MAX)
                .mapToObj(number -> of(attribute, number))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> name(String attribute, long value) {
        if (attribute.equals("saClmNodeAdminState")) {
            return Optional.of(ClmAdminState.of(value).name());
        }
        if (attribute.equals("saClmNodeIsMember")) {
            return Optional.of(value == 0 ? "NOT_MEMBER" : "MEMBER");
        }
        if (attribute.endsWith("AdminState")) {
            return Optional.of(AdminState.of(value).name());
        }
        if (attribute.endsWith("OperState")) {
            return Optional.of(OperationalState.of(value).name());
        }
        if (attribute.endsWith("PresenceState")) {
            return presence(value);
        }
        if (attribute.endsWith("HAReadinessState")) {
            return Optional.of(HaReadiness.of(Math.toIntExact(value)).name());
        }
        if (attribute.endsWith("ReadinessState")) {
            return Optional.of(ReadinessState.of(value).name());
        }
        if (attribute.endsWith("LifeCycleState")) {
            return Optional.of(LifeCycleState.of(value).name());
        }
        if (attribute.endsWith("AssignmentState")) {
            return Optional.of(AssignmentState.of(value).name());
        }
        if (attribute.endsWith("HAState")) {
            return Optional.of(HaState.of(Math.toIntExact(value)).name());
        }
        return Optional.empty();
    }

    private static Optional<String> presence(long value) {
        return Arrays.stream(PresenceState.values())
                .filter(state -> state.value() == value)
                .map(PresenceState::name)
                .findFirst();
    }
}
