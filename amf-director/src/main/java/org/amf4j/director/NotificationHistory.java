package org.amf4j.director;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationFilter;

/**
 * The latest notifications, bounded; the oldest go first. Those of applications have a share of their own, so that an
 * application that tells much does not push out what the framework has told. For one thread.
 */
final class NotificationHistory {

    /** Notifications of the framework that are kept. */
    static final int FRAMEWORK_MAX = 10_000;

    /** Notifications of applications that are kept. */
    static final int APPLICATIONS_MAX = 20_000;

    /** Bytes that these may have together, as they were sent. */
    static final int APPLICATIONS_BYTES_MAX = 8 << 20;

    /** Bytes of a part that is read at once, unless one notification has more: agents let little wait for a process. */
    static final int PART_BYTES_MAX = 64 << 10;

    /** What one of the framework counts for. */
    private static final int FRAMEWORK_BYTES = 512;

    private final TreeMap<Long, Item> items = new TreeMap<>();
    private final Deque<Long> framework = new ArrayDeque<>();
    private final Deque<Long> applications = new ArrayDeque<>();
    private long applicationsBytes;
    private long last;
    private long forgotten;

    private record Item(Notification notification, int bytes) {}

    /**
     * A part of it.
     *
     * @param notifications those that the filter lets pass
     * @param position everything up to this number was looked at
     * @param lostUntil of what comes after the position asked for, some up to this number is not known any more; 0 for none
     * @param lostCount how many these are
     */
    record Part(List<Notification> notifications, long position, long lostUntil, long lostCount) {}

    /** The framework has told something. */
    void noteFramework(Notification notification) {
        note(notification, FRAMEWORK_BYTES, framework);
        if (framework.size() > FRAMEWORK_MAX) {
            forgetOldest(framework);
        }
    }

    /** An application has told something, in so many bytes. */
    void noteApplication(Notification notification, int bytes) {
        note(notification, bytes, applications);
        applicationsBytes += bytes;
        while (applications.size() > APPLICATIONS_MAX || applicationsBytes > APPLICATIONS_BYTES_MAX) {
            applicationsBytes -= forgetOldest(applications).bytes();
        }
    }

    private void note(Notification notification, int bytes, Deque<Long> row) {
        if (notification.id() != last + 1) {
            forgotten = notification.id() - 1; // never told here
        }
        last = notification.id();
        items.put(last, new Item(notification, bytes));
        row.addLast(last);
    }

    private Item forgetOldest(Deque<Long> row) {
        long oldest = row.removeFirst();
        forgotten = Math.max(forgotten, oldest);
        return items.remove(oldest);
    }

    /** Goes on after this number; nothing before is known. */
    void restore(long number) {
        items.clear();
        framework.clear();
        applications.clear();
        applicationsBytes = 0;
        last = number;
        forgotten = number;
    }

    /** The number of the latest; 0 when there was none. */
    long last() {
        return last;
    }

    /** Reads on after a number, oldest first; ends early when that is a lot already. */
    Part after(long given, NotificationFilter filter, int max) {
        List<Notification> found = new ArrayList<>();
        long position = Math.max(given, last);
        long bytes = 0;
        for (Item item : items.tailMap(given, false).values()) {
            if (filter.passes(item.notification().content())) {
                bytes += item.bytes();
                if (found.size() == max || !found.isEmpty() && bytes > PART_BYTES_MAX) {
                    position = item.notification().id() - 1;
                    break;
                }
                found.add(item.notification());
            }
        }
        long lostUntil = Math.min(forgotten, position);
        if (lostUntil <= given) {
            return new Part(found, position, 0, 0);
        }
        long kept = items.subMap(given, false, lostUntil, true).size();
        long lost = lostUntil - given - kept;
        return lost == 0 ? new Part(found, position, 0, 0) : new Part(found, position, lostUntil, lost);
    }
}
