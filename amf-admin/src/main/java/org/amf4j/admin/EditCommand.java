package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ClassDefinitions;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.connection.ObjectReader;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf edit}: attributes of an object changed in an editor. */
@Command(
        name = "edit",
        description = {
            "Opens the attributes of an object that may change in an editor, shows what differs then, asks, and makes it one"
                    + " configuration change.",
            "The editor is VISUAL, EDITOR or vi. Where nothing is changed it ends with 5. A text that is refused is kept."
        })
final class EditCommand implements Callable<Integer> {

    /** In bytes; nobody edits more by hand. */
    private static final long TEXT_MAX = 1 << 20;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Mixin
    private Confirmation confirmation;

    @Parameters(paramLabel = "DN", description = "the object; its name may be shortened while it stays unique")
    private String name;

    @Override
    public Integer call() {
        if (!options.isDryRun()) {
            confirmation.check(amf);
        }
        Editor editor = Editor.of(amf.surroundings());
        AdminClient client = options.client(amf);
        JsonNode shown = client.query("get", Map.of("dn", name));
        String dn = shown.path("dn").asText();
        EditedText text = text(client, shown);
        ImmObject object = new ObjectReader(client)
                .attributes(List.of(dn), text.names()).stream()
                        .findFirst()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.NOT_FOUND, dn + " has been deleted meanwhile", "'amf find' lists all names"));
        return edited(editor, text, object);
    }

    private static EditedText text(AdminClient client, JsonNode object) {
        String className = object.path("class").asText();
        ImmClass known = new ClassDefinitions(client)
                .find(className)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "the cluster does not tell class " + className,
                        "'amf get' shows what is known of the object"));
        EditedText text = new EditedText(known);
        if (text.names().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    object.path("dn").asText() + " has no attribute that may be changed",
                    "'amf class show " + className + "' lists them");
        }
        return text;
    }

    private int edited(Editor editor, EditedText text, ImmObject object) {
        String before = text.of(object);
        try {
            Path file = Files.createTempFile("amf-edit-", ".txt"); // nobody else may read it
            boolean isKept = false;
            try {
                Files.writeString(file, before);
                editor.edit(file);
                isKept = true;
                List<String> changes = text.changes(before, read(file), file.toString());
                if (changes.isEmpty()) {
                    isKept = false;
                    throw new CommandFailure(ExitCode.NO_OPERATION, "nothing is changed", "");
                }
                int exitCode = change(object, changes);
                isKept = options.isDryRun() || exitCode != ExitCode.OK.code();
                return exitCode;
            } finally {
                if (isKept) {
                    amf.err().println("amf: what was edited is in " + file);
                } else {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the text cannot be kept in a file: " + e.getMessage() + "; nothing is changed",
                    "make room in the folder for temporary files, or set TMPDIR",
                    e);
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > TEXT_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    file + " has more than " + TEXT_MAX + " bytes; nothing is changed",
                    "use 'amf ccb'");
        }
        return Files.readString(file);
    }

    private int change(ImmObject object, List<String> changes) {
        List<String> words = new ArrayList<>(List.of("set", object.dn().toString()));
        words.addAll(changes);
        return options.run(
                amf,
                new ConfigurationRequest(List.of(words), n -> "edit " + object.dn()),
                true,
                () -> confirmation.require(amf, "change it so?"));
    }
}
