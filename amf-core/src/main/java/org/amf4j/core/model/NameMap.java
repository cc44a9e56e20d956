package org.amf4j.core.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.amf4j.api.Dn;

/**
 * Values by name, in the order in which they were added; nothing is removed.
 *
 * <p>A model has names by the hundred thousand: three arrays instead of an object for each of them take half of the memory
 * of a hash table, and a garbage collection has nothing to follow or to move one by one. A slot tells by itself whether
 * looking at the name is worth it.
 */
final class NameMap<V> extends AbstractMap<Dn, V> {

    private final Dn[] names;
    private final Object[] values;
    private final long[] slots; // the name's hash, then position + 1 in the other arrays; 0 where nothing is
    private int size;

    /**
     * An empty map.
     *
     * @param sizeMax how many names it can take
     */
    NameMap(int sizeMax) {
        names = new Dn[sizeMax];
        values = new Object[sizeMax];
        slots = new long[Integer.highestOneBit(Math.max(1, sizeMax + sizeMax / 2)) * 2];
    }

    private NameMap(NameMap<?> other) {
        names = other.names;
        values = new Object[other.size];
        slots = other.slots;
        size = other.size;
    }

    /** Adds a value, unless there is one of this name; returns whether it was added. */
    boolean add(Dn name, V value) {
        int hash = hash(name);
        int slot = slot(name, hash);
        if (slots[slot] != 0) {
            return false;
        }
        names[size] = name;
        values[size] = value;
        slots[slot] = (long) hash << Integer.SIZE | ++size;
        return true;
    }

    /** Other values for the same names, which both maps hold in common: from now on neither takes any more. */
    <W> NameMap<W> with(Function<V, W> value) {
        NameMap<W> other = new NameMap<>(this);
        for (int i = 0; i < size; i++) {
            other.values[i] = value.apply(valueAt(i));
        }
        return other;
    }

    private static int hash(Dn name) {
        int hash = name.hashCode();
        return hash ^ hash >>> 16; // names differ little, and the low bits choose the slot
    }

    /** Where the name is, or would be. */
    private int slot(Dn name, int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0 && !isIn(slots[slot], name, hash)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isIn(long slot, Dn name, int hash) {
        return (int) (slot >>> Integer.SIZE) == hash && names[(int) slot - 1].equals(name);
    }

    @SuppressWarnings("unchecked") // only values of the kind are put in
    private V valueAt(int position) {
        return (V) values[position];
    }

    @Override
    public V get(Object name) {
        if (!(name instanceof Dn dn)) {
            return null;
        }
        int position = (int) slots[slot(dn, hash(dn))];
        return position == 0 ? null : valueAt(position - 1);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<Dn, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<Dn, V>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Map.Entry<Dn, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Map.Entry<Dn, V> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(names[next], valueAt(next++));
                }
            };
        }
    }
}
