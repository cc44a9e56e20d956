package org.amf4j.core.redundancy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Problem;
import org.amf4j.core.model.ServiceGroup;

/** Redundancy models by name, and whether the groups of a configuration find theirs among them. */
public final class RedundancyModels {

    private static final String ATTRIBUTE = "amfSGRedundancyModelName";
    private static final String RULE = "MODEL-SG-REDUNDANCY-MODEL";

    private RedundancyModels() {}

    /**
     * The models by name, names sorted.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public static Map<String, RedundancyModel> byName(Collection<? extends RedundancyModel> models) {
        Map<String, RedundancyModel> byName = new TreeMap<>();
        for (RedundancyModel model : models) {
            RedundancyModel other = byName.putIfAbsent(model.name(), model);
            if (other != null) {
                throw new IllegalArgumentException("two redundancy models are called '" + model.name() + "': "
                        + other.getClass().getName() + " and "
                        + model.getClass().getName() + "; rename one of them");
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /** Groups whose model is not there or is made for another kind of group. */
    public static List<Problem> problems(Model model, Map<String, RedundancyModel> known) {
        return problems(model.groups(), known);
    }

    /** Those of these groups whose model is not there or is made for another kind of group. */
    public static List<Problem> problems(List<ServiceGroup> groups, Map<String, RedundancyModel> known) {
        List<Problem> problems = new ArrayList<>();
        for (ServiceGroup group : groups) {
            RedundancyModel found = known.get(group.config().modelName());
            if (found == null) {
                problems.add(problem(
                        group,
                        "there is no redundancy model '" + group.config().modelName() + "', only "
                                + String.join(", ", known.keySet())
                                + "; correct the name, or put the jar that holds it where all controllers find it"));
            } else if (found.kind() != group.config().redundancy()) {
                problems.add(problem(
                        group,
                        "the redundancy model '" + found.name() + "' is made for "
                                + found.kind().title() + " groups, and the type of this group says "
                                + group.config().redundancy().title() + "; give the group a type of "
                                + found.kind().title() + " or name another model"));
            }
        }
        return problems;
    }

    private static Problem problem(ServiceGroup group, String text) {
        return new Problem(Problem.Severity.ERROR, group.dn(), ATTRIBUTE, RULE, text);
    }
}
