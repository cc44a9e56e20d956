package org.amf4j.server;

import java.io.IOException;
import java.util.List;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Installation;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.Problem;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem;

/** Reads and checks the configuration that a cluster starts with. */
final class Configuration {

    private static final int NAMED_MAX = 5;

    private Configuration() {}

    /**
     * What a cluster starts with.
     *
     * @param objects the objects, paths completed
     * @param classes the definitions of all classes
     */
    record Loaded(List<ImmObject> objects, List<ImmClass> classes) {}

    /** The configuration; it needs no other redundancy models than these; an {@link IOException} that names the problems when there are any. */
    static Loaded read(ClusterFile cluster, List<RedundancyModel> models) throws IOException {
        LoadResult loaded = ImmXmlReader.read(cluster.files());
        if (loaded.hasErrors()) {
            refuse(loaded.problems(LocatedProblem.Severity.ERROR).stream()
                    .map(Object::toString)
                    .toList());
        }
        List<ImmObject> objects = loaded.model().objects().stream()
                .map(o -> Installation.complete(o, cluster.home()))
                .toList();
        BindResult bound = ModelBinder.bind(objects);
        if (bound.model().isEmpty()) {
            refuse(bound.errors().stream().map(Object::toString).toList());
        }
        List<Problem> lacking = RedundancyModels.problems(bound.model().orElseThrow(), RedundancyModels.byName(models));
        if (!lacking.isEmpty()) {
            refuse(lacking.stream().map(Object::toString).toList());
        }
        return new Loaded(objects, loaded.model().classes());
    }

    private static void refuse(List<String> problems) throws IOException {
        throw new IOException("the configuration has " + problems.size() + " problem(s); 'amf validate' shows all: "
                + String.join("; ", problems.subList(0, Math.min(NAMED_MAX, problems.size()))));
    }
}
