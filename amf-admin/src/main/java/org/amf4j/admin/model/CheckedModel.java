package org.amf4j.admin.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Installation;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.Problem;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem;
import org.amf4j.imm.LocatedProblem.Severity;

/**
 * What files say about a cluster, and everything that is wrong with it.
 *
 * @param model the bound model; present when no problem is an error
 * @param objects the objects of the files, ordered by name
 * @param problems by file, then line; notes left out
 */
public record CheckedModel(Optional<Model> model, List<ImmObject> objects, List<LocatedProblem> problems) {
    private static final Comparator<LocatedProblem> BY_PLACE = Comparator.comparingInt(LocatedProblem::line);

    public CheckedModel {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    /**
     * Reads, merges and checks the files; nothing is thrown for what is wrong with them.
     *
     * @param home the installation, which <code>${AMF_HOME}</code> in bundle paths stands for
     */
    public static CheckedModel read(List<Path> files, Path home) {
        LoadResult loaded = ImmXmlReader.read(files);
        List<LocatedProblem> problems = new ArrayList<>(loaded.problems());
        problems.removeIf(problem -> problem.severity() == Severity.NOTE);
        if (isBroken(loaded)) {
            return new CheckedModel(Optional.empty(), List.of(), problems);
        }
        List<ImmObject> objects = loaded.model().objects().stream()
                .map(object -> Installation.complete(object, home.toString()))
                .toList();
        BindResult bound = ModelBinder.bind(objects);
        Set<String> refused = refused(loaded);
        for (Problem problem : bound.problems()) {
            if (!refused.contains(problem.dn().toString())) {
                problems.add(located(problem, loaded));
            }
        }
        bound.model().ifPresent(model -> lacking(model).forEach(p -> problems.add(located(p, loaded))));
        problems.sort(
                Comparator.comparing((LocatedProblem p) -> position(p, files)).thenComparing(BY_PLACE));
        boolean usable = problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
        return new CheckedModel(usable ? bound.model() : Optional.empty(), objects, problems);
    }

    private static List<Problem> lacking(Model model) {
        return RedundancyModels.problems(model, RedundancyModels.byName(InstalledModels.load()));
    }

    /** Whether a file could not be read to its end: then most of what the binder misses is only not read. */
    private static boolean isBroken(LoadResult loaded) {
        return loaded.problems(Severity.ERROR).stream()
                .anyMatch(problem -> problem.dn().equals("-"));
    }

    /** Objects that the reader has refused in part: the binder's complaints about them would only follow from that. */
    private static Set<String> refused(LoadResult loaded) {
        Set<String> names = new HashSet<>();
        loaded.problems(Severity.ERROR).forEach(problem -> names.add(problem.dn()));
        return names;
    }

    private static LocatedProblem located(Problem problem, LoadResult loaded) {
        Severity severity = problem.severity() == Problem.Severity.ERROR ? Severity.ERROR : Severity.WARNING;
        return new LocatedProblem(
                severity,
                loaded.model().locationOf(problem.dn(), problem.attribute()),
                problem.dn().isRoot() ? "-" : problem.dn().toString(),
                problem.rule(),
                problem.text());
    }

    private static int position(LocatedProblem problem, List<Path> files) {
        return files.indexOf(problem.file());
    }

    /** The problems that prevent use. */
    public List<LocatedProblem> errors() {
        return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    }
}
