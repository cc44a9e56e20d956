package org.amf4j.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ScenarioText;

/** Scenarios and the first seeds, run until one of them finds something wrong; loaded once for each mutant. */
final class MutantHunt implements Callable<Optional<String>> {

    private static final int SEEDS = 250;

    /** Who has found something, and what. */
    @Override
    public Optional<String> call() {
        for (Path file : ScenarioTest.files()) {
            Optional<String> found = scenario(file);
            if (found.isPresent()) {
                return found;
            }
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new FaultRun(Schedule.draw(seed), StandardModels.all(), (entry, outcome) -> {}).run();
            } catch (AssertionError | RuntimeException e) {
                return Optional.of("seed " + seed + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> scenario(Path file) {
        try {
            String expected = Files.readString(file);
            boolean same = ScenarioText.of(expected).play(StandardModels.all()).equals(expected);
            return same ? Optional.empty() : Optional.of("scenario " + file.getFileName());
        } catch (AssertionError | RuntimeException e) {
            return Optional.of("scenario " + file.getFileName() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
