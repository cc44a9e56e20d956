package org.amf4j.recorder.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.protocol.cluster.DirectorMemory;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;

/**
 * Everything that a director remembers after one log entry, as a value.
 *
 * <p>A director made from it answers all further entries as the original would. {@link #of} must be called on the thread
 * that owns the director and takes time in proportion to the model; the rest may be done on any thread. The same memory
 * gives the same bytes on every controller.
 */
public final class DirectorSnapshot {

    /** The form that is written. Fields that come and go do not change it: they are named. */
    static final int FORMAT = 1;

    /** A model of more objects is large: {@link #of} would take its memory for longer than anybody should wait. */
    public static final int AT_ONCE_OBJECTS_MAX = 10_000;

    private final long appliedIndex;
    private final long nowNanos;
    private final Collection<ImmObject> configuration;
    private final Collection<ImmClass> classes;
    private final List<Class<?>> shapes;
    private final List<String> texts;
    private final int objectCount;
    private final byte[] graph;

    private DirectorSnapshot(Director director, GraphWriter written) {
        appliedIndex = director.appliedIndex();
        nowNanos = director.nowNanos();
        configuration = director.state()
                .map(s -> s.model().objects().values())
                .orElse(List.of()); // immutable, so that it can be written later
        classes = director.state().map(s -> s.model().classes().values()).orElse(List.of());
        shapes = written.shapes();
        texts = written.texts();
        objectCount = written.objects().size();
        graph = written.graph();
    }

    /**
     * Takes the director's memory.
     *
     * @throws IllegalStateException when the memory holds something that cannot be written; names the field
     */
    public static DirectorSnapshot of(Director director) {
        return of(director, () -> false);
    }

    /** The same, given up with a {@link java.util.concurrent.CancellationException} as soon as it is abandoned. */
    static DirectorSnapshot of(Director director, BooleanSupplier abandoned) {
        GraphWriter writer = new GraphWriter(abandoned);
        writer.write(director);
        return new DirectorSnapshot(director, writer);
    }

    /** How many objects the director's model has, 0 without one: what the time for its memory goes with. */
    public static int modelObjects(Director director) {
        return director.state().map(s -> s.model().objects().size()).orElse(0);
    }

    /** Index of the last entry that the director had applied, -1 for none. */
    public long appliedIndex() {
        return appliedIndex;
    }

    /** The bytes; {@link #restore} makes a director of them. */
    public byte[] toBytes() {
        DirectorMemory.Builder message = DirectorMemory.newBuilder()
                .setFormat(FORMAT)
                .setAppliedIndex(appliedIndex)
                .setNowNanos(nowNanos)
                .addAllTexts(texts)
                .setObjectCount(objectCount)
                .setGraph(ByteString.copyFrom(graph));
        configuration.forEach(object -> message.addObjects(ClusterCodec.toMessage(object)));
        classes.forEach(c -> message.addClasses(ClusterCodec.toMessage(c)));
        for (Class<?> shape : shapes) {
            var fields = org.amf4j.protocol.cluster.Shape.newBuilder().setType(shape.getName());
            if (!shape.isEnum()) {
                Shapes.fields(shape).forEach(f -> fields.addFields(f.getName()));
            }
            message.addShapes(fields);
        }
        return message.build().toByteArray();
    }

    /**
     * A director made from a snapshot.
     *
     * @param director the director
     * @param forgotten fields in the snapshot that this version does not have; empty for a snapshot of the same version
     */
    public record Restored(Director director, List<String> forgotten) {
        public Restored {
            forgotten = List.copyOf(forgotten);
        }
    }

    /**
     * Makes a director that remembers what the snapshot says.
     *
     * @param models the redundancy models it is to know
     * @throws SnapshotException when the bytes are damaged, or of a version that this one does not understand
     */
    public static Restored restore(byte[] bytes, Collection<? extends RedundancyModel> models)
            throws SnapshotException {
        Director director = new Director(models);
        return new Restored(director, restoreInto(bytes, director));
    }

    /**
     * Replaces everything that a director remembers; nobody who refers to its former state may go on using that.
     *
     * @return fields in the snapshot that this version does not have
     * @throws SnapshotException as {@link #restore} does; the director must not be used any more then
     */
    public static List<String> restoreInto(byte[] bytes, Director director) throws SnapshotException {
        DirectorMemory memory;
        try {
            memory = DirectorMemory.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new SnapshotException("the " + bytes.length + " bytes are no snapshot: " + e.getMessage(), e);
        }
        if (memory.getFormat() != FORMAT) {
            throw new SnapshotException("the snapshot has format " + memory.getFormat() + ", known is " + FORMAT
                    + "; read it with the version that wrote it");
        }
        return new GraphReader(memory, director, bind(memory)).read();
    }

    private static Optional<Model> bind(DirectorMemory memory) throws SnapshotException {
        if (memory.getObjectsCount() == 0) {
            return Optional.empty();
        }
        List<ImmObject> objects = new ArrayList<>(memory.getObjectsCount());
        for (var object : memory.getObjectsList()) {
            try {
                objects.add(ClusterCodec.fromMessage(object));
            } catch (MalformedMessageException e) {
                throw new SnapshotException("the snapshot's configuration is damaged: " + e.getMessage(), e);
            }
        }
        var bound = ModelBinder.bind(objects);
        if (bound.model().isEmpty()) {
            throw new SnapshotException("this version does not accept the snapshot's configuration: " + bound.errors());
        }
        List<ImmClass> classes = new ArrayList<>(memory.getClassesCount());
        for (var immClass : memory.getClassesList()) {
            try {
                classes.add(ClusterCodec.fromMessage(immClass));
            } catch (MalformedMessageException e) {
                throw new SnapshotException("a class in the snapshot is damaged: " + e.getMessage(), e);
            }
        }
        return bound.model().map(m -> m.with(classes));
    }
}
