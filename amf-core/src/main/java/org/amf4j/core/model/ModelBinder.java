package org.amf4j.core.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.imm.ImmObject;

/**
 * Turns the objects of an information model into a validated availability model.
 *
 * <p>Nothing is thrown for a wrong configuration: every violated rule becomes a {@link Problem}, and all of them are
 * found in one pass. Objects of classes that are not of the availability model are kept in {@link Model#objects()} and
 * otherwise ignored. Pure and thread-safe; the time taken grows with the number of objects times its logarithm.
 */
public final class ModelBinder {

    private ModelBinder() {}

    /**
     * Binds a complete configuration.
     *
     * @param objects all objects, in any order
     * @return the problems, and the model unless one of them is an error
     */
    public static BindResult bind(List<ImmObject> objects) {
        Objects.requireNonNull(objects, "objects");
        Problems problems = new Problems();
        Draft draft = new Draft(new ObjectIndex(objects, problems), problems);
        new NodeBinder(draft).bind();
        new GroupBinder(draft).bind();
        new UnitBinder(draft).bind();
        new ComponentBinder(draft).bind();
        new InstanceBinder(draft).bind();
        new CsiBinder(draft).bind();
        new MembershipRules(draft).check();
        new NodeRules(draft).check();
        new GroupRules(draft).check();
        new UnitRules(draft).check();
        new ComponentRules(draft).check();
        new InstanceRules(draft).check();
        new CsiRules(draft).check();
        new ContainerRules(draft).check();
        new ProxyRules(draft).check();
        Optional<Model> model = problems.hasErrors() ? Optional.empty() : Optional.of(draft.toModel());
        return new BindResult(model, problems.sorted());
    }
}
