package org.amf4j.core.command;

/**
 * Names a command: the log entry that caused it and its position in that entry's outcome. The same on every controller.
 *
 * @param index index of the log entry
 * @param ordinal position among the commands of that entry, from 0
 */
public record CommandId(long index, int ordinal) implements Comparable<CommandId> {

    @Override
    public int compareTo(CommandId other) {
        int order = Long.compare(index, other.index);
        return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public boolean equals(Object other) { // asked for every order and answer: faster than what the language makes
        return other instanceof CommandId id && id.index == index && id.ordinal == ordinal;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(index) + ordinal;
    }

    @Override
    public String toString() {
        return index + "." + ordinal;
    }
}
