package org.amf4j.api.amf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;

/**
 * What a process hears of a protection group.
 *
 * @param csi the component service instance that the group protects
 * @param items its members, or those that have changed
 * @param members how many members it has now
 * @param status OK; ERR_NOT_EXIST when the instance is gone, and nothing more will be heard
 */
public record GroupChange(Dn csi, List<Item> items, int members, AisStatus status) {

    public GroupChange {
        Objects.requireNonNull(csi, "csi");
        items = List.copyOf(items);
    }

    /** How a member has changed, with the numbers of the standard. */
    public enum Kind {
        /** It has not. */
        NO_CHANGE(1),
        /** It is new. */
        ADDED(2),
        /** It is a member no more. */
        REMOVED(3),
        /** Its HA state, its rank or its readiness is another one. */
        STATE_CHANGE(4);

        private final int value;

        Kind(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }

        /**
         * The kind with this number.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.value == number) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("GroupChange.Kind has no constant with the number " + number);
        }
    }

    /**
     * A member and how it has changed.
     *
     * @param member the member; one that is removed as it was
     * @param kind how it has changed
     */
    public record Item(GroupMember member, Kind kind) {

        /** A member as it was before. */
        public static Item unchanged(GroupMember member) {
            return new Item(member, Kind.NO_CHANGE);
        }

        /** Whether it has changed. */
        public boolean isChange() {
            return kind != Kind.NO_CHANGE;
        }
    }

    /** All members of now with their changes, and those that are members no more. */
    public static List<Item> between(List<GroupMember> before, List<GroupMember> now) {
        Map<Dn, GroupMember> gone = new LinkedHashMap<>();
        before.forEach(m -> gone.put(m.component(), m));
        List<Item> items = new ArrayList<>();
        for (GroupMember member : now) {
            GroupMember former = gone.remove(member.component());
            Kind kind = former == null ? Kind.ADDED : former.equals(member) ? Kind.NO_CHANGE : Kind.STATE_CHANGE;
            items.add(new Item(member, kind));
        }
        gone.values().forEach(m -> items.add(new Item(m, Kind.REMOVED)));
        return items;
    }
}
