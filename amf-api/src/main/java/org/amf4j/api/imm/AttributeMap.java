package org.amf4j.api.imm;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * The attributes of one object, in the order given. Immutable.
 *
 * <p>A model has objects by the hundred thousand with two or three attributes each: two arrays take a quarter of the
 * memory of a hash table, and looking at three names is as fast.
 */
final class AttributeMap extends AbstractMap<String, List<Object>> {

    private final String[] names;
    private final List<?>[] values;

    private AttributeMap(String[] names, List<?>[] values) {
        this.names = names;
        this.values = values;
    }

    /** The attributes that have values. */
    static AttributeMap copyOf(Map<String, List<Object>> attributes) {
        if (attributes instanceof AttributeMap map) {
            return map;
        }
        String[] names = new String[attributes.size()];
        List<?>[] values = new List<?>[names.length];
        int size = 0;
        for (Map.Entry<String, List<Object>> attribute : attributes.entrySet()) {
            if (!attribute.getValue().isEmpty()) {
                names[size] = Objects.requireNonNull(attribute.getKey(), "attribute name");
                values[size] = List.copyOf(attribute.getValue());
                size++;
            }
        }
        return size == names.length
                ? new AttributeMap(names, values)
                : new AttributeMap(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    @SuppressWarnings("unchecked") // only lists of objects are put in
    private List<Object> valuesAt(int position) {
        return (List<Object>) values[position];
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public List<Object> get(Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return valuesAt(i);
            }
        }
        return null;
    }

    @Override
    public List<Object> getOrDefault(Object name, List<Object> otherwise) {
        List<Object> found = get(name);
        return found == null ? otherwise : found;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, List<Object>>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, List<Object>>> {

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Map.Entry<String, List<Object>>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Map.Entry<String, List<Object>> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(names[next], valuesAt(next++));
                }
            };
        }
    }
}
