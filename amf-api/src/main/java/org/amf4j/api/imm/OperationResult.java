package org.amf4j.api.imm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.AisStatus;

/**
 * What an implementer answers to an administrative operation.
 *
 * @param status what the operation returns
 * @param parameters what it says besides
 */
public record OperationResult(AisStatus status, List<Parameter> parameters) {

    /** It was done, and there is nothing to say. */
    public static final OperationResult OK = new OperationResult(AisStatus.OK, List.of());

    public OperationResult {
        Objects.requireNonNull(status, "status");
        parameters = List.copyOf(parameters);
    }

    /** It was not done, for this reason. */
    public static OperationResult refused(AisStatus status, String reason) {
        return new OperationResult(status, List.of(Parameter.of(Parameter.ERROR, reason)));
    }

    /** Why it was not done, in the implementer's words. */
    public Optional<String> reason() {
        return parameters.stream()
                .filter(p -> p.name().equals(Parameter.ERROR))
                .map(p -> String.valueOf(p.value()))
                .findFirst();
    }
}
