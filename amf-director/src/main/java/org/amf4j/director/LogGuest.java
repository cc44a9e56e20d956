package org.amf4j.director;

import java.util.List;
import java.util.function.Consumer;
import org.amf4j.core.event.Event;

/**
 * Another state machine that lives by the controllers' log. It is told every entry, in order, and remembers along with the
 * director. All calls come on the controller's thread.
 */
public interface LogGuest {

    /** A controller without guest. */
    LogGuest NONE = new LogGuest() {
        @Override
        public void begin(Consumer<byte[]> proposer) {}

        @Override
        public void applied(long index, long timestampNanos, List<Event> events, List<byte[]> own) {}

        @Override
        public void leading(boolean isLeading) {}

        @Override
        public void lost() {}

        @Override
        public void look(long nowNanos) {}

        @Override
        public byte[] toBytes() {
            return new byte[0];
        }

        @Override
        public void restore(long index, byte[] bytes) {}
    };

    /** How it puts something into the log while this controller leads; to be called on the controller's thread. */
    void begin(Consumer<byte[]> proposer);

    /**
     * An entry has been applied to the director.
     *
     * @param events what it told the director
     * @param own what it holds for the guest
     */
    void applied(long index, long timestampNanos, List<Event> events, List<byte[]> own);

    /** This controller leads, and has been told all entries before; or it does not lead any more. */
    void leading(boolean isLeading);

    /** Something proposed may not have got into the log. */
    void lost();

    /** Time has passed; comes often while this controller leads. */
    void look(long nowNanos);

    /** What it remembers after the last entry. */
    byte[] toBytes();

    /** Remembers that, after that entry, and nothing else. */
    void restore(long index, byte[] bytes);
}
