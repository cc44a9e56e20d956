package org.amf4j.imm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.amf4j.api.Dn;

/**
 * Objects by name, in the order in which they were added; nothing is removed.
 *
 * <p>A garbage collection moves what it finds into the order in which it finds it. Here that is the order of the files, where
 * what belongs together stands together; in a hash table of the library it would be that of the hash codes, and whoever goes
 * through the objects later would wait for memory at each of them.
 */
final class ObjectTable {

    private static final int SLOTS_AT_FIRST = 1 << 10;

    private final List<StoredObject> inOrder = new ArrayList<>();
    private long[] slots = new long[SLOTS_AT_FIRST]; // the name's hash, then position + 1; 0 where nothing is

    /** Adds an object, unless there is one of its name; returns whether it was added. */
    boolean add(StoredObject object) {
        int hash = hash(object.dn());
        int slot = slot(object.dn(), hash);
        if (slots[slot] != 0) {
            return false;
        }
        inOrder.add(object);
        slots[slot] = (long) hash << Integer.SIZE | inOrder.size();
        if (inOrder.size() > slots.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long each : old) {
            if (each != 0) {
                int slot = first((int) (each >>> Integer.SIZE));
                while (slots[slot] != 0) {
                    slot = next(slot);
                }
                slots[slot] = each;
            }
        }
    }

    private static int hash(Dn name) {
        int hash = name.hashCode();
        return hash ^ hash >>> 16; // names differ little, and the low bits choose the slot
    }

    private int first(int hash) {
        return hash & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    /** Where the name is, or would be. */
    private int slot(Dn name, int hash) {
        int slot = first(hash);
        while (slots[slot] != 0 && !isIn(slots[slot], name, hash)) {
            slot = next(slot);
        }
        return slot;
    }

    private boolean isIn(long slot, Dn name, int hash) {
        return (int) (slot >>> Integer.SIZE) == hash
                && inOrder.get((int) slot - 1).dn().equals(name);
    }

    /** The object of this name, or null. */
    StoredObject get(Dn name) {
        int position = (int) slots[slot(name, hash(name))];
        return position == 0 ? null : inOrder.get(position - 1);
    }

    boolean contains(Dn name) {
        return get(name) != null;
    }

    int size() {
        return inOrder.size();
    }

    /** All objects in the order in which they were added. */
    List<StoredObject> inOrder() {
        return Collections.unmodifiableList(inOrder);
    }

    /** Puts another object of the same name into the place of each. */
    void replaceAll(UnaryOperator<StoredObject> change) {
        inOrder.replaceAll(change);
    }
}
