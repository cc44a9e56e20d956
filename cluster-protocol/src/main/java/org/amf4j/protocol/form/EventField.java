package org.amf4j.protocol.form;

/** The keys of an event as {@code amf events -o json} shows it: something that has changed. */
public enum EventField {
    NUMBER("number", "counts events, from 1 without gaps; `--after` takes it"),
    TIME("time_ns", "time of the log's entry, nanoseconds since 1970 UTC"),
    ENTITY("entity", "DN of what has changed"),
    ATTRIBUTE(
            "attribute",
            "what of it: the name of an attribute, of an alarm, or one of `recovery`, `error`, `membership`"),
    BEFORE("before", "the former value; for a recovery the one that was recommended; empty for none"),
    AFTER("after", "the present value; for a recovery the one that was applied; empty for none"),
    TEXT("text", "a sentence, or for an assignment its service instance; may be empty"),
    NOTIFICATION("notification", "what the world is told of it; absent for what is not notified");

    private final String key;
    private final String meaning;

    EventField(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }
}
