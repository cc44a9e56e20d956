package org.amf4j.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster file as this process goes by it. An operator may have it read again: payload nodes come and go then, without
 * any process being started anew. Any thread may use it.
 */
final class LiveNodes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveNodes.class);

    private final String self;
    private final ClusterSource source;
    private final Consumer<ClusterFile> members;
    private volatile ClusterFile present;

    /**
     * Begins with the file as it was read at the start.
     *
     * @param members told who is let in from now on; what it throws leaves everything as it is
     */
    LiveNodes(String self, ClusterSource source, ClusterFile present, Consumer<ClusterFile> members) {
        this.self = self;
        this.source = source;
        this.present = present;
        this.members = members;
    }

    String self() {
        return self;
    }

    ClusterSource source() {
        return source;
    }

    ClusterFile present() {
        return present;
    }

    /** The names of all nodes and witnesses. */
    Set<String> names() {
        return present.nodes().keySet();
    }

    /** The command that switches a node off; empty when there is none. */
    List<String> fence(String node) {
        return Optional.ofNullable(present.nodes().get(node))
                .map(ClusterFile.Place::fence)
                .orElse(List.of());
    }

    /**
     * What the file would change now.
     *
     * @throws IOException when it cannot be taken as it is, with file, line and remedy
     */
    ClusterChange look() throws IOException {
        return ClusterChange.between(self, source, present, source.read());
    }

    /** Goes by the file as it is now. */
    synchronized ClusterChange take() throws IOException {
        ClusterChange change = look();
        if (change.isNothing()) {
            return change;
        }
        try {
            members.accept(change.next());
        } catch (IllegalArgumentException e) {
            throw new IOException(source.file() + ": " + e.getMessage() + "; nothing has changed", e);
        }
        present = change.next();
        LOG.info(
                "the cluster file was read again: file={} added={} removed={}",
                source.file(),
                change.added(),
                change.removed());
        return change;
    }
}
