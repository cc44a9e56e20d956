package org.amf4j.admin.compatibility;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.DumpedConfiguration;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.imm.InformationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration as a file. */
@Command(name = "immdump", description = "Writes the configuration as IMM XML.")
final class ImmDump extends OldCommand {

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "only objects of this class; may be given several times")
    private List<String> classes = List.of();

    @Option(
            names = {"-p", "--pbe", "-a", "--audit"},
            paramLabel = "PBEFILE",
            description = "not done here: there is no database of the model")
    private Optional<Path> database = Optional.empty();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the file to write; without it the standard output")
    private Optional<Path> file = Optional.empty();

    @Override
    void run(AdminClient client) {
        if (database.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is no database of the model to write or to look at: the controllers keep it in their logs",
                    "'immdump FILE' writes the model as a file that can be loaded");
        }
        InformationModel whole = DumpedConfiguration.of(client);
        InformationModel wanted = classes.isEmpty() ? whole : narrowed(whole);
        if (file.isPresent()) {
            ModelText.write(wanted, true, file.get());
        } else {
            out().print(ModelText.xml(wanted, true));
        }
    }

    private InformationModel narrowed(InformationModel model) {
        return InformationModel.of(
                model.classes(),
                model.objects().stream()
                        .filter(object -> classes.contains(object.className()))
                        .toList());
    }
}
