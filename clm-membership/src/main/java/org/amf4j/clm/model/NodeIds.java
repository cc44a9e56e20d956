package org.amf4j.clm.model;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.amf4j.api.Dn;

/**
 * Numbers of nodes: 32 bits made from the name, so that a node keeps its number when others come and go. Should two names
 * give the same number, the one that comes later in order takes the next free one.
 */
public final class NodeIds {

    private static final long MODULUS = 1L << 32;
    private static final long OFFSET_BASIS = 0x811C_9DC5L;
    private static final long PRIME = 0x0100_0193L;

    private NodeIds() {}

    /** The number of each name. */
    public static Map<Dn, Long> of(Collection<Dn> names) {
        Map<Dn, Long> ids = new LinkedHashMap<>();
        SortedSet<Long> taken = new TreeSet<>();
        for (Dn name : new TreeSet<>(names)) {
            ids.put(name, take(name, taken));
        }
        return ids;
    }

    /** The number of one more name. */
    public static long next(Dn name, Collection<Long> taken) {
        return take(name, new TreeSet<>(taken));
    }

    private static long take(Dn name, SortedSet<Long> taken) {
        long id = hash(name.rdnValue());
        while (isReserved(id) || !taken.add(id)) {
            id = (id + 1) % MODULUS;
        }
        return id;
    }

    /** 0 is no node, and the highest stands for the caller's own. */
    private static boolean isReserved(long id) {
        return id == 0 || id == MODULUS - 1;
    }

    /** FNV-1a. */
    private static long hash(String text) {
        long hash = OFFSET_BASIS;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * PRIME % MODULUS;
        }
        return hash;
    }
}
