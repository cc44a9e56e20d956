package org.amf4j.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.amf4j.admin.cluster.FolderCleaner;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.StatusView;
import org.amf4j.api.AisStatus;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Query;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Does a little of what other commands do and shows nothing of it. The launcher runs it once to learn which classes the
 * command needs, and archives them.
 */
@Command(name = "warm-up", hidden = true, description = "Exercises the command for the launcher's class archive.")
final class WarmUpCommand implements Runnable {
    private static final Path DEMO_MODEL = Path.of("examples", "models", "demo.xml");
    private static final String STATUS = """
            {"cluster":"c","leader":"n1","controllers":["n1"],
             "nodes":[{"dn":"safAmfNode=n1,safAmfCluster=c","member":true,"admin":"UNLOCKED","operational":"ENABLED"}],
             "sus":[{"dn":"safSu=u,safSg=g,safApp=a","group":"safSg=g,safApp=a","node":"safAmfNode=n1,safAmfCluster=c",
                     "admin":"UNLOCKED","operational":"ENABLED","presence":"INSTANTIATED","readiness":"IN_SERVICE"}],
             "sis":[{"dn":"safSi=s,safApp=a","group":"safSg=g,safApp=a","admin":"UNLOCKED",
                     "assignment":"FULLY_ASSIGNED"}],
             "assignments":[{"si":"safSi=s,safApp=a","su":"safSu=u,safSg=g,safApp=a","ha":"ACTIVE","csis":[]}]}
            """;

    @ParentCommand
    private AmfCommand amf;

    @Override
    public void run() {
        Json.pretty(StatusView.withQuestions(Json.parse(STATUS)));
        StatusView.text(StatusView.withQuestions(Json.parse(STATUS)), true);
        for (List<String> arguments : List.of(
                List.of("--help"), List.of("status", "--dir", "/nowhere", "-o", "json"), List.of("no-such-command"))) {
            silently(arguments);
        }
        exerciseCertificates();
        exerciseMessages();
        Path model = amf.surroundings().home().resolve(DEMO_MODEL);
        if (Files.isRegularFile(model)) {
            silently(List.of("validate", model.toString()));
            silently(List.of("simulate", model.toString(), "-o", "json"));
        }
    }

    /** What a command and a node say to each other; no node need be there. */
    private static void exerciseMessages() {
        AdminRequest request = AdminRequest.newBuilder()
                .setId("warm-up")
                .setTimeoutMillis(1)
                .setQuery(Query.newBuilder().setKind("status").putArguments("dn", "safApp=a"))
                .build();
        AdminReply reply = AdminReply.newBuilder()
                .setId(request.getId())
                .setStatus(AisStatus.OK.value())
                .setJson(STATUS)
                .build();
        try {
            AdminRequest.parseFrom(request.toByteArray());
            AdminReply.parseFrom(reply.toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("a message that was just written cannot be read", e);
        }
    }

    /** The start of a cluster makes some. */
    private static void exerciseCertificates() {
        try {
            Path folder = Files.createTempDirectory("amf-warm-up");
            CertificateFolder certificates = new CertificateFolder(folder);
            certificates.create(new CertificateFolder.Wish(List.of("n1"), 1, true), Instant.now());
            FolderCleaner.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("certificates cannot be made in the temporary folder", e);
        }
    }

    private void silently(List<String> arguments) {
        CommandLine command = Main.commandLine(amf.surroundings(), arguments.toArray(String[]::new));
        command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(new StringWriter()));
        command.execute(arguments.toArray(String[]::new));
    }
}
