package org.amf4j.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.OperationInvocation;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;

/** An application that implements pumps: no rate above 100, and not more than one new pump in a change. */
final class PumpService implements ImplementerListener {

    static final String NAME = "pumpService";
    static final String CLASS = "DemoPump";
    static final long PRIME = 7;

    /** What it was called for, in order. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private int created;

    /** A process that implements the class until it is killed; the folder is that of its node. */
    public static void main(String[] arguments) throws InterruptedException {
        try (ObjectImplementer pumps = ObjectImplementer.open(socket(Path.of(arguments[0])), NAME, new PumpService())) {
            pumps.implementClass(CLASS);
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    static Path socket(Path node) {
        return node.resolve("agent.sock");
    }

    @Override
    public void operation(String change, ObjectChange operation) {
        heard.add(operation.getClass().getSimpleName() + " " + operation.dn());
        if (operation instanceof ObjectChange.Create create) {
            created++;
            refuseAbove(create.object().values("rate"));
        } else if (operation instanceof ObjectChange.Modify modify) {
            modify.modifications().forEach(m -> refuseAbove(m.values()));
        }
    }

    private static void refuseAbove(List<Object> rates) {
        if (rates.stream().anyMatch(rate -> rate instanceof Long number && number > 100)) {
            throw new AisException(AisStatus.ERR_BAD_OPERATION, "a pump does not turn faster than 100");
        }
    }

    @Override
    public void completed(String change) {
        heard.add("completed");
        if (created > 1) {
            throw new AisException(AisStatus.ERR_BAD_OPERATION, "one new pump at a time");
        }
    }

    @Override
    public void apply(String change) {
        heard.add("apply");
        created = 0;
    }

    @Override
    public void abort(String change) {
        heard.add("abort");
        created = 0;
    }

    @Override
    public void invoked(OperationInvocation invocation) {
        heard.add("invoked " + invocation.dn());
        if (invocation.operation() == PRIME) {
            invocation.answer(new OperationResult(
                    AisStatus.OK,
                    List.of(Parameter.of("primed", invocation.parameters().size()))));
        } else {
            invocation.answer(OperationResult.refused(AisStatus.ERR_NOT_SUPPORTED, "a pump can only be primed"));
        }
    }

    @Override
    public Map<String, List<Object>> attributes(Dn dn, List<String> names) {
        heard.add("read " + names);
        return Map.of("pressure", List.of(1.5));
    }
}
