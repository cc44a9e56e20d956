package org.amf4j.client.example;

import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.OperationInvocation;
import org.amf4j.api.imm.OperationResult;

/** A service whose pumps do not turn faster than 100. */
public final class Pumps implements ImplementerListener {

    private static final long PRIME = 1;

    /** Runs it until its input ends. */
    public static void main(String[] arguments) throws Exception {
        try (ObjectImplementer pumps = ObjectImplementer.open("pumpService", new Pumps())) {
            pumps.implementClass("DemoPump");
            pumps.update(Dn.of("demoPump=p1"), Map.of("state", List.of("turning")));
            System.in.read();
        }
    }

    @Override
    public void operation(String change, ObjectChange operation) {
        if (operation instanceof ObjectChange.Modify modify) {
            modify.modifications().stream()
                    .flatMap(m -> m.values().stream())
                    .filter(rate -> rate instanceof Long number && number > 100)
                    .forEach(rate -> {
                        throw new AisException(AisStatus.ERR_BAD_OPERATION, "a pump does not turn faster than 100");
                    });
        }
    }

    @Override
    public void apply(String change) {
        // the new values can be read now
    }

    @Override
    public void invoked(OperationInvocation invocation) {
        invocation.answer(
                invocation.operation() == PRIME
                        ? OperationResult.OK
                        : OperationResult.refused(AisStatus.ERR_NOT_SUPPORTED, "a pump can only be primed"));
    }

    @Override
    public Map<String, List<Object>> attributes(Dn dn, List<String> names) {
        return Map.of("pressure", List.of(1.5));
    }
}
