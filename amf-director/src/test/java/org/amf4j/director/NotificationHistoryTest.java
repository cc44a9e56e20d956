package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of notifications, and what is said of the rest. */
class NotificationHistoryTest {

    private static final int MANY = 1_000_000;

    private final NotificationHistory history = new NotificationHistory();

    private static Notification notification(long id, String object) {
        return new Notification(
                id,
                Instant.EPOCH,
                NotificationContent.of(
                        EventType.APPLICATION_EVENT,
                        Dn.of(object),
                        new NotificationClass(1, 1, 1),
                        new Details.None()));
    }

    private void framework(long id) {
        history.noteFramework(notification(id, "safApp=framework"));
    }

    private void application(long id, int bytes) {
        history.noteApplication(notification(id, "safApp=a"), bytes);
    }

    private static List<Long> ids(NotificationHistory.Part part) {
        return part.notifications().stream().map(Notification::id).toList();
    }

    private NotificationHistory.Part after(long id) {
        return history.after(id, NotificationFilter.ALL, MANY);
    }

    @Test
    @DisplayName("the framework's and the applications' come in one row, each reader from his position on")
    void oneRow() {
        framework(1);
        application(2, 10);
        framework(3);

        assertThat(ids(after(0))).containsExactly(1L, 2L, 3L);
        assertThat(ids(after(2))).containsExactly(3L);
        assertThat(after(3)).isEqualTo(new NotificationHistory.Part(List.of(), 3, 0, 0));
        assertThat(ids(history.after(0, NotificationFilter.ALL, 2))).containsExactly(1L, 2L);
        assertThat(history.after(0, NotificationFilter.ALL, 2).position()).isEqualTo(2);
    }

    @Test
    @DisplayName("what a filter holds back is looked at nevertheless: the position moves on")
    void filtered() {
        framework(1);
        application(2, 10);
        framework(3);

        var part = history.after(0, NotificationFilter.ALL.withObject(Dn.of("safApp=a")), MANY);

        assertThat(ids(part)).containsExactly(2L);
        assertThat(part.position()).isEqualTo(3);
    }

    @Test
    @Tag("NTF-006")
    @DisplayName("applications that tell much push out their own, not the framework's; how many are gone is said")
    void shares() {
        framework(1);
        int told = NotificationHistory.APPLICATIONS_MAX + 5;
        for (int i = 0; i < told; i++) {
            application(2 + i, 1);
        }

        assertThat(ids(after(0)).getFirst()).isEqualTo(1);
        assertThat(after(0).lostUntil()).isEqualTo(6);
        assertThat(after(0).lostCount()).isEqualTo(5);
        assertThat(after(4).lostCount()).isEqualTo(2);
        assertThat(after(6).lostCount()).isZero();
        assertThat(after(6).notifications()).hasSize(NotificationHistory.APPLICATIONS_MAX);
    }

    @Test
    @DisplayName("large ones are bounded by their bytes, and so is what is read at once")
    void bytes() {
        int large = NotificationHistory.APPLICATIONS_BYTES_MAX / 4;
        for (int id = 1; id <= 6; id++) {
            application(id, large);
        }

        assertThat(after(0).lostCount()).isEqualTo(2);
        assertThat(ids(after(0))).containsExactly(3L);
        assertThat(ids(after(3))).containsExactly(4L);
    }

    @Test
    @DisplayName("a controller that begins with a memory, or has left something out, says so to who reads from before")
    void gaps() {
        history.restore(10);
        framework(11);
        framework(15);

        assertThat(after(10).lostCount()).isEqualTo(3);
        assertThat(after(2).lostUntil()).isEqualTo(14);
        assertThat(after(2).lostCount()).isEqualTo(11);
        assertThat(ids(after(2))).containsExactly(11L, 15L);
        assertThat(after(14).lostCount()).isZero();
    }
}
