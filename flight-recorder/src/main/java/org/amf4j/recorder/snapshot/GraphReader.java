package org.amf4j.recorder.snapshot;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.cluster.DirectorMemory;
import org.amf4j.protocol.cluster.Shape;

/**
 * Gives a new director the memory that a snapshot holds. Objects that a new director has already are filled; the others
 * are made by their constructors, whose parameters are named like fields, and filled then. So a field that the snapshot
 * does not know keeps the value that it has at the beginning.
 */
final class GraphReader {

    private final Director director;
    private final Optional<Model> model;
    private final List<RecordedShape> shapes = new ArrayList<>();
    private final ValueReader values;
    private final byte[] graph;
    private final int[] shapeOf;
    private final int[] start;
    private final int[] end;
    private final Object[] instances;
    private final boolean[] underWay;
    private final Set<String> forgotten = new LinkedHashSet<>();

    /** A class as the snapshot knows it: fields of which this version may lack some. */
    record RecordedShape(Class<?> type, List<Optional<Field>> fields) {}

    GraphReader(DirectorMemory memory, Director director, Optional<Model> model) throws SnapshotException {
        this.director = director;
        this.model = model;
        graph = memory.getGraph().toByteArray();
        int count = Math.clamp(memory.getObjectCount(), 0, graph.length);
        shapeOf = new int[count];
        start = new int[count];
        end = new int[count];
        instances = new Object[count];
        underWay = new boolean[count];
        for (Shape shape : memory.getShapesList()) {
            shapes.add(shape(shape));
        }
        values = new ValueReader(memory.getTextsList(), shapes, model, this::instance);
        findBodies();
    }

    private RecordedShape shape(Shape shape) throws SnapshotException {
        Class<?> type = Shapes.named(shape.getType());
        Map<String, Field> known = new HashMap<>();
        if (!type.isEnum()) {
            Shapes.fields(type).forEach(f -> known.put(f.getName(), f));
        }
        List<Optional<Field>> fields = new ArrayList<>();
        for (String name : shape.getFieldsList()) {
            Optional<Field> field = Optional.ofNullable(known.get(name));
            if (field.isEmpty()) {
                forgotten.add(shape.getType() + "." + name);
            }
            fields.add(field);
        }
        return new RecordedShape(type, fields);
    }

    private void findBodies() throws SnapshotException {
        ByteSource source = new ByteSource(graph, 0, graph.length);
        for (int i = 0; i < instances.length; i++) {
            shapeOf[i] = values.shapeNumber(source);
            int before = source.position();
            end[i] = source.skip();
            start[i] = before;
        }
    }

    /** Reads everything; returns the names of fields that this version does not have. */
    List<String> read() throws SnapshotException {
        if (instances.length == 0 || type(0) != Director.class) {
            throw new SnapshotException("the snapshot holds no director");
        }
        bindExisting();
        for (int i = 0; i < instances.length; i++) {
            fill(instance(i), i);
        }
        return List.copyOf(forgotten);
    }

    private Class<?> type(int object) {
        return shapes.get(shapeOf[object]).type();
    }

    /** Finds the objects that a new director and a new state have from the beginning. */
    private void bindExisting() throws SnapshotException {
        Map<Object, Object> anchored = new HashMap<>();
        Deque<Integer> bound = new ArrayDeque<>();
        instances[0] = director;
        bound.add(0);
        Optional<ClusterState> state = model.map(ClusterState::new);
        if (state.isPresent()) {
            GraphWriter walk = new GraphWriter();
            walk.write(state.get());
            for (Object object : walk.objects()) {
                anchor(object).ifPresent(entity -> anchored.put(List.of(object.getClass(), entity), object));
            }
        }
        for (int i = 1; i < instances.length; i++) {
            Class<?> type = type(i);
            instances[i] = type == ClusterState.class
                    ? state.orElse(null)
                    : recordedAnchor(i)
                            .map(entity -> anchored.get(List.of(type, entity)))
                            .orElse(null);
            if (instances[i] != null) {
                bound.add(i);
            }
        }
        while (!bound.isEmpty()) {
            bindParts(bound.poll(), bound);
        }
    }

    /** The entity that an object is about for ever. */
    private static Optional<Object> anchor(Object object) {
        return Shapes.fields(object.getClass()).stream()
                .filter(GraphReader::isAnchor)
                .map(f -> Shapes.get(f, object))
                .findFirst();
    }

    private static boolean isAnchor(Field field) {
        return Modifier.isFinal(field.getModifiers()) && Entity.class.isAssignableFrom(field.getType());
    }

    private Optional<Object> recordedAnchor(int object) throws SnapshotException {
        List<Optional<Field>> fields = shapes.get(shapeOf[object]).fields();
        if (fields.stream().noneMatch(f -> f.filter(GraphReader::isAnchor).isPresent())) {
            return Optional.empty();
        }
        ByteSource source = body(object);
        for (Optional<Field> field : fields) {
            if (field.filter(GraphReader::isAnchor).isPresent()) {
                return Optional.ofNullable(values.read(source));
            }
            values.skip(source);
        }
        return Optional.empty();
    }

    /** Binds what an existing object has in final fields. */
    private void bindParts(int owner, Deque<Integer> bound) throws SnapshotException {
        ByteSource source = body(owner);
        for (Optional<Field> field : shapes.get(shapeOf[owner]).fields()) {
            boolean part = field.filter(f -> Modifier.isFinal(f.getModifiers()) && Shapes.isObject(f.getType()))
                    .isPresent();
            if (!part) {
                values.skip(source);
                continue;
            }
            int object = values.objectNumber(source, instances.length);
            Object existing = Shapes.get(field.get(), instances[owner]);
            if (existing != null && instances[object] == null && existing.getClass() == type(object)) {
                instances[object] = existing;
                bound.add(object);
            }
        }
    }

    private ByteSource body(int object) throws SnapshotException {
        ByteSource source = new ByteSource(graph, start[object], end[object]);
        source.count(); // its length
        return source;
    }

    /** The object with this number, made when it is needed first. */
    private Object instance(int object) throws SnapshotException {
        if (object < 0 || object >= instances.length) {
            throw new SnapshotException("the snapshot has no object " + object);
        }
        if (instances[object] == null) {
            if (underWay[object]) {
                throw new SnapshotException("objects of " + type(object).getName() + " need each other to be made");
            }
            underWay[object] = true;
            instances[object] = Maker.make(type(object), named(object));
        }
        return instances[object];
    }

    private Map<String, Object> named(int object) throws SnapshotException {
        Set<String> wanted = Maker.parameters(type(object));
        Map<String, Object> named = new LinkedHashMap<>();
        ByteSource source = body(object);
        for (Optional<Field> field : shapes.get(shapeOf[object]).fields()) {
            if (field.filter(f -> wanted.contains(f.getName())).isPresent()) {
                named.put(field.get().getName(), values.read(source));
            } else {
                values.skip(source);
            }
        }
        return Collections.unmodifiableMap(named);
    }

    private void fill(Object owner, int object) throws SnapshotException {
        ByteSource source = body(object);
        for (Optional<Field> field : shapes.get(shapeOf[object]).fields()) {
            if (field.isEmpty()) {
                values.skip(source);
            } else {
                Maker.set(field.get(), owner, values.read(source));
            }
        }
    }
}
