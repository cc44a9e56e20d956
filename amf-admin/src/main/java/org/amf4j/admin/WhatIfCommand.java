package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.model.SimulationView;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Model;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.StepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a step would do to a running cluster, found out on a copy. */
@Command(
        name = "what-if",
        description = {
            "Shows what steps would do to the running cluster as it is now, without doing them:",
            "takes a copy of the director's memory and goes on in virtual time, without processes."
        },
        footer = {"", "Steps as of 'amf simulate', each as one argument: 'lock su1', 'node-down n2', 'wait 10s'."})
final class WhatIfCommand implements Callable<Integer> {

    /** A copy of the director's memory may have this many bytes. */
    private static final int MEMORY_BYTES_MAX = 1 << 30;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--explain",
            paramLabel = "DN",
            description = "after the steps: why this entity is as it would be; may be repeated")
    private List<String> explained = List.of();

    @Parameters(arity = "0..*", paramLabel = "STEP", description = "what is tried, in this order")
    private List<String> steps = List.of();

    @Override
    public Integer call() {
        JsonNode answer = cluster.client(amf, ReadingLimits.TIMEOUT).query("snapshot", Map.of());
        Director director = director(answer.path("memory").asText());
        Model model = director.state()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BUSY, "the cluster has no configuration yet", "try again when 'amf status' shows it"))
                .model();
        Simulation simulation = Simulation.continuing(director);
        List<StepResult> results = new ArrayList<>(List.of(simulation.now()));
        steps.forEach(step -> results.add(SimulateCommand.step(simulation, step)));
        List<List<String>> explanations = explained.stream()
                .map(name -> SimulateCommand.explain(simulation, name))
                .toList();
        output.print(
                amf.out(),
                SimulationView.json(model, results, explanations),
                () -> SimulationView.text(results, explanations));
        return ExitCode.OK.code();
    }

    private static Director director(String memory) {
        try (GZIPInputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(memory)))) {
            byte[] bytes = unpacked.readNBytes(MEMORY_BYTES_MAX);
            return DirectorSnapshot.restore(bytes, InstalledModels.load()).director();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the cluster's answer cannot be used: " + e.getMessage(),
                    "use the 'amf' of the version that the cluster runs",
                    e);
        }
    }
}
