package org.amf4j.admin.outcome;

import org.amf4j.api.AisStatus;

/** What results mean, and what to do about them, in sentences. */
public final class StatusMeaning {

    private StatusMeaning() {}

    /** The meaning of one. */
    public static String of(AisStatus status) {
        return switch (status) {
            case OK -> "It was done.";
            case ERR_TIMEOUT ->
                "The time limit passed; it may or may not have been done. Look by 'amf status' before you ask again.";
            case ERR_TRY_AGAIN ->
                "It cannot be done just now: a service group is in motion, or a leader is being elected. The command has tried"
                        + " again until its time limit; give it a longer --timeout.";
            case ERR_INVALID_PARAM ->
                "A value is not possible there, or a rule of the model forbids it. The text names object, attribute and rule.";
            case ERR_BUSY -> "Another operation on the same object is under way. Wait for its end.";
            case ERR_ACCESS, ERR_ACCESS_DENIED ->
                "You may not do that. The operator's socket belongs to the user that runs the node.";
            case ERR_NOT_EXIST, ERR_NAME_NOT_FOUND ->
                "There is no such object, attribute or class. 'amf find' lists all names; names may be shortened while unique.";
            case ERR_EXIST -> "There is an object of this name already.";
            case ERR_NO_MEMORY, ERR_NO_SPACE, ERR_NO_RESOURCES, ERR_TOO_BIG, ERR_QUEUE_FULL ->
                "A limit was reached: memory, disk, or one of the limits in docs/operating.md. The text says which.";
            case ERR_NOT_SUPPORTED ->
                "The object does not know this operation, for instance a swap of an instance whose group has no standbys.";
            case ERR_BAD_OPERATION ->
                "The object's present state forbids it, for instance unlock-in of what is not locked for instantiation. 'amf"
                        + " explain DN' says which state it is in and why.";
            case ERR_FAILED_OPERATION ->
                "It was tried and did not succeed; a component failed on the way. 'amf events' and 'amf logs DN' tell how.";
            case ERR_NO_OP -> "Nothing to do: it is so already.";
            case ERR_REPAIR_PENDING ->
                "It was done as far as possible; something could not be terminated or instantiated and has to be repaired. 'amf"
                        + " alarms' shows what; 'amf repaired DN' tells that it is.";
            case ERR_UNAVAILABLE ->
                "No majority of the controllers lives, or the node is not a member of the cluster. What may safely run goes on;"
                        + " nothing can be changed. Start the controllers that are down.";
            case ERR_NOT_READY -> "The configuration is still being loaded. Try again in a moment.";
            case ERR_LIBRARY, ERR_MESSAGE_ERROR ->
                "Something went wrong inside; the log of the node tells more. Please report it.";
            case ERR_VERSION -> "Library and node are of versions that do not fit. Update the older one.";
            case ERR_INIT, ERR_BAD_HANDLE, ERR_INTERRUPT ->
                "A component has used the library in a wrong order, for instance after closing it.";
            case ERR_NAME_TOO_LONG -> "The name is longer than allowed.";
            case ERR_BAD_FLAGS -> "The flags contradict each other.";
            case ERR_NO_SECTIONS -> "The checkpoint has no more room for sections.";
            default -> "No service of amf4j has this result.";
        };
    }
}
