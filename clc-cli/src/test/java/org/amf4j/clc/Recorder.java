package org.amf4j.clc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it is told about one command. */
final class Recorder implements CommandRunner.Observer {
    private final List<CommandResult> results = new ArrayList<>();
    private Optional<Long> session = Optional.empty();

    @Override
    public synchronized void started(long id) {
        session = Optional.of(id);
    }

    @Override
    public synchronized void ended(CommandResult result) {
        results.add(result);
    }

    synchronized List<CommandResult> results() {
        return List.copyOf(results);
    }

    synchronized Optional<Long> session() {
        return session;
    }
}
