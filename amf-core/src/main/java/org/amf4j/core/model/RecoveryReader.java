package org.amf4j.core.model;

import java.util.Optional;
import org.amf4j.api.amf.RecommendedRecovery;

/** Reads the recovery that a component gets when an error comes without a recommendation. */
final class RecoveryReader {

    private RecoveryReader() {}

    /** The recovery, if one is given that makes sense; NO_RECOMMENDATION is read as COMPONENT_FAILOVER. */
    static Optional<RecommendedRecovery> read(
            Attributes in, String attribute, ComponentCategory category, Problems problems) {
        Optional<Integer> number = in.count(attribute);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        int value = number.get();
        if (value == RecommendedRecovery.NO_RECOMMENDATION.value()) {
            problems.warning(
                    in.dn(),
                    attribute,
                    "MODEL-RECOVERY",
                    attribute + " 1 recommends nothing and is treated as 3, component fail-over; write 2 or 3");
            return Optional.of(RecommendedRecovery.COMPONENT_FAILOVER);
        }
        boolean container = value == RecommendedRecovery.CONTAINER_RESTART.value() && category.isContained();
        if (value < 1 || value > RecommendedRecovery.APPLICATION_RESTART.value() && !container) {
            problems.error(
                    in.dn(),
                    attribute,
                    "MODEL-RECOVERY",
                    attribute + " is a recovery from 2 (component restart) to 6 (node fail-fast), not " + value);
            return Optional.empty();
        }
        if (value == RecommendedRecovery.CLUSTER_RESET.value()) {
            problems.error(
                    in.dn(),
                    attribute,
                    "MODEL-RECOVERY",
                    attribute + " 7 would reset the whole cluster for any error of a component; choose 2 to 6");
            return Optional.empty();
        }
        return Optional.of(RecommendedRecovery.of(value));
    }
}
