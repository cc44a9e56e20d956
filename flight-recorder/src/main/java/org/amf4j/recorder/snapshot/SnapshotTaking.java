package org.amf4j.recorder.snapshot;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.amf4j.core.director.Director;

/**
 * The memory of a director with a large model, taken by a thread of its own while the director has nothing to do, so that
 * nobody waits for it.
 *
 * <p>Nothing is locked: whoever owns the director calls {@link #abandon} before the director is told the next thing. What
 * has been taken completely by then is good, because nothing has changed meanwhile; anything else is thrown away, however
 * it came out. Until then the owner may read the director as well. All methods may be called by any thread.
 */
public final class SnapshotTaking {

    private enum Stage {
        /** The memory is being read. */
        UNDER_WAY,
        /** All of it has been read, and nothing has changed meanwhile. */
        TAKEN,
        /** It holds something that cannot be written. */
        FAILED,
        /** The director was told something before all of it was read. */
        ABANDONED
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.UNDER_WAY);
    private volatile Optional<DirectorSnapshot> result = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    private SnapshotTaking() {}

    /**
     * Begins to take the director's memory. To be called by the director's owner.
     *
     * @param then is given the memory when it has been taken, on the thread that took it
     * @param broken is told why it cannot be taken, on the same thread: a mistake of ours
     */
    public static SnapshotTaking begin(
            Director director, Consumer<DirectorSnapshot> then, Consumer<RuntimeException> broken) {
        SnapshotTaking taking = new SnapshotTaking();
        Thread.ofPlatform().daemon().name("amf-memory").start(() -> taking.run(director, then, broken));
        return taking;
    }

    private void run(Director director, Consumer<DirectorSnapshot> then, Consumer<RuntimeException> broken) {
        DirectorSnapshot snapshot;
        try {
            snapshot = DirectorSnapshot.of(director, () -> stage.get() == Stage.ABANDONED);
        } catch (RuntimeException e) { // means something only if the director was left alone meanwhile
            failure = Optional.of(e);
            if (stage.compareAndSet(Stage.UNDER_WAY, Stage.FAILED)) {
                broken.accept(e);
            }
            return;
        }
        result = Optional.of(snapshot);
        if (stage.compareAndSet(Stage.UNDER_WAY, Stage.TAKEN)) {
            then.accept(snapshot);
        }
    }

    /** The director is about to be told something; returns whether the memory could not be taken before that. */
    public boolean abandon() {
        return stage.compareAndSet(Stage.UNDER_WAY, Stage.ABANDONED) || stage.get() == Stage.ABANDONED;
    }

    /** Whether the memory is still being read. */
    public boolean isUnderWay() {
        return stage.get() == Stage.UNDER_WAY;
    }

    /** The memory; empty unless all of it has been taken. */
    public Optional<DirectorSnapshot> result() {
        return stage.get() == Stage.TAKEN ? result : Optional.empty();
    }

    /** Why it cannot be taken: a mistake of ours. Empty when there was none. */
    public Optional<RuntimeException> failure() {
        return stage.get() == Stage.FAILED ? failure : Optional.empty();
    }
}
