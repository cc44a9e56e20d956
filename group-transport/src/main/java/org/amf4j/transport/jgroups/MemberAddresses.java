package org.amf4j.transport.jgroups;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jgroups.Address;
import org.jgroups.util.UUID;

/**
 * The group addresses of the members: the lower half says who it is, the upper half which start of the process.
 *
 * <p>So a name never depends on a name cache that may not be filled yet, and two starts of one member are told apart.
 */
final class MemberAddresses {

    private volatile Map<Long, String> names;

    MemberAddresses(Collection<String> members) {
        names = names(members);
    }

    /**
     * From now on these are the members.
     *
     * @throws IllegalArgumentException when two of them would get the same address; nothing has changed then
     */
    void replace(Collection<String> members) {
        names = names(members);
    }

    private static Map<Long, String> names(Collection<String> members) {
        Map<Long, String> names = new HashMap<>();
        for (String member : members) {
            String other = names.put(nameBits(member), member);
            if (other != null) {
                throw new IllegalArgumentException(
                        "members " + other + " and " + member + " get the same address; rename one");
            }
        }
        return Map.copyOf(names);
    }

    /** A new address for this start of a member. */
    static Address newAddress(String member) {
        return new UUID(ThreadLocalRandom.current().nextLong(), nameBits(member));
    }

    /** Whose address it is; empty for a stranger. */
    Optional<String> name(Address address) {
        return address instanceof UUID uuid
                ? Optional.ofNullable(names.get(uuid.getLeastSignificantBits()))
                : Optional.empty();
    }

    private static long nameBits(String member) {
        return java.util
                .UUID
                .nameUUIDFromBytes(member.getBytes(StandardCharsets.UTF_8))
                .getLeastSignificantBits();
    }
}
