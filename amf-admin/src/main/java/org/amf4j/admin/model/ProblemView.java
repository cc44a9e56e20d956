package org.amf4j.admin.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.amf4j.admin.output.Json;
import org.amf4j.imm.LocatedProblem;
import org.amf4j.imm.LocatedProblem.Severity;

/** Problems of files, for people and programs. */
public final class ProblemView {

    private ProblemView() {}

    /** A line per problem, {@code FILE:LINE: DN: problem (rule)}; a warning says that it is one. */
    public static String text(List<LocatedProblem> problems) {
        StringBuilder text = new StringBuilder();
        for (LocatedProblem problem : problems) {
            String sentence = problem.severity() == Severity.WARNING ? "warning: " + problem.text() : problem.text();
            text.append(problem.location()).append(": ").append(problem.dn()).append(": ");
            text.append(sentence).append(" (").append(problem.rule()).append(")\n");
        }
        return text.toString();
    }

    /** The result of a validation. */
    public static ObjectNode json(CheckedModel checked) {
        ObjectNode result = Json.object();
        result.put("valid", checked.errors().isEmpty());
        result.put("objects", checked.objects().size());
        result.put("errors", checked.errors().size());
        result.put("warnings", checked.problems().size() - checked.errors().size());
        ArrayNode list = result.putArray("problems");
        for (LocatedProblem problem : checked.problems()) {
            list.addObject()
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("file", problem.file().toString())
                    .put("line", problem.line())
                    .put("dn", problem.dn())
                    .put("rule", problem.rule())
                    .put("text", problem.text());
        }
        return result;
    }
}
