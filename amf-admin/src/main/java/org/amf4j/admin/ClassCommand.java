package org.amf4j.admin;

import java.util.List;
import org.amf4j.admin.connection.ClassDefinitions;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.ClassText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The classes of the information model. */
@Command(
        name = "class",
        description = "Shows and deletes classes of the information model; 'amf import' creates them.",
        synopsisSubcommandLabel = "(show | delete)")
final class ClassCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new ClassCommand()).addSubcommand(new Show()).addSubcommand(new Delete());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of show, delete is missing");
    }

    /** The definition of a class. */
    @Command(name = "show", description = "Shows the definition of a class, an attribute on a line.")
    static final class Show implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOption cluster;

        @Parameters(paramLabel = "CLASS", description = "for instance SaAmfSU")
        private String name;

        @Override
        public void run() {
            AmfCommand amf = AmfCommand.of(spec);
            amf.out()
                    .print(ClassText.of(new ClassDefinitions(cluster.client(amf, ReadingLimits.TIMEOUT))
                            .find(name)
                            .orElseThrow(() -> new CommandFailure(
                                    ExitCode.NOT_FOUND,
                                    "the cluster knows no class " + name,
                                    "names of classes are written as they were defined"))));
            amf.out().flush();
        }
    }

    /** Classes that go. */
    @Command(
            name = "delete",
            description = "Deletes classes that have no objects; all of them or none. The framework's own stay.")
    static final class Delete implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOption cluster;

        @Mixin
        private Precaution precaution;

        @Parameters(paramLabel = "CLASS", arity = "1..*", description = "the classes")
        private List<String> names;

        @Override
        public void run() {
            AmfCommand amf = AmfCommand.of(spec);
            precaution.take(
                    amf, "delete " + (names.size() == 1 ? "class " : "classes ") + String.join(", ", names) + "?");
            new ClassDefinitions(cluster.client(amf, ReadingLimits.TIMEOUT)).delete(names);
            amf.out().println("deleted: " + String.join(", ", names));
            amf.out().flush();
        }
    }
}
