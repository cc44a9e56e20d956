package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.state.AdminState;

/**
 * An operator who locks and unlocks all the time, and keeps in mind what he was told: what was acknowledged must be so, what
 * was refused must not, and what was left in doubt may be either. Its thread ends with {@link #close()}.
 */
final class Ledger implements AutoCloseable {

    /** For one operation; shorter than what a page is left in peace for after a doubt. */
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(5);

    private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ClusterView view;
    private final Random random;
    private final List<Page> pages = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Thread thread;
    private int acknowledged;
    private int refused;
    private int inDoubt;
    private volatile boolean ended;

    private static final class Page {
        private final String group;
        private Set<AdminState> possible = EnumSet.of(AdminState.UNLOCKED);
        private long inPeaceUntilNanos = System.nanoTime();

        Page(String group) {
            this.group = group;
        }
    }

    private Ledger(ClusterView view, long seed) {
        this.view = view;
        this.random = new Random(seed);
        for (int page = 0; page < LabModel.LEDGER_PAGES; page++) {
            pages.add(new Page(LabModel.page(page)));
        }
        this.thread = new Thread(this::run, "ledger");
        thread.setDaemon(true);
    }

    /** Begins to lock and unlock. */
    static Ledger start(ClusterView view, long seed) {
        Ledger ledger = new Ledger(view, seed);
        ledger.thread.start();
        return ledger;
    }

    private void run() {
        while (!ended) {
            Page page = pages.get(random.nextInt(pages.size()));
            AdminState wanted = random.nextBoolean() ? AdminState.LOCKED : AdminState.UNLOCKED;
            if (page.inPeaceUntilNanos - System.nanoTime() <= 0) {
                write(page, wanted);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void write(Page page, AdminState wanted) {
        AdminOperation operation = wanted == AdminState.LOCKED ? AdminOperation.LOCK : AdminOperation.UNLOCK;
        AisStatus status;
        try {
            status = AdminClient.status(view.client(OPERATION_LIMIT).operate(page.group, operation));
        } catch (CommandFailure e) {
            status = AisStatus.ERR_TIMEOUT; // nobody answered
        }
        switch (status) {
            case OK -> {
                acknowledged++;
                expect(page, wanted == AdminState.LOCKED ? AdminState.UNLOCKED : AdminState.LOCKED, operation);
                page.possible = EnumSet.of(wanted);
            }
            case ERR_NO_OP -> {
                acknowledged++;
                expect(page, wanted, operation);
                page.possible = EnumSet.of(wanted);
            }
            case ERR_UNAVAILABLE -> refused++;
            default -> {
                inDoubt++;
                page.possible = EnumSet.of(AdminState.LOCKED, AdminState.UNLOCKED);
                page.inPeaceUntilNanos = System.nanoTime() + DOUBT_NANOS;
            }
        }
    }

    private void expect(Page page, AdminState before, AdminOperation operation) {
        if (!page.possible.contains(before)) {
            broken.add(
                    page.group + " was " + before + " before " + operation + " and should have been " + page.possible);
        }
    }

    /** Fails when the cluster, at rest again, does not know what it has acknowledged, or has done what it has refused. */
    void assertKept() {
        for (Page page : pages) {
            String state = view.client(OPERATION_LIMIT)
                    .query("get", Map.of("dn", page.group))
                    .path("attributes")
                    .path("saAmfSGAdminState")
                    .path(0)
                    .asText();
            AdminState found = AdminState.of(Integer.parseInt(state));
            if (!page.possible.contains(found)) {
                broken.add(page.group + " is " + found + " at the end and should be " + page.possible);
            }
        }
        assertThat(broken).as("acknowledged operations that were lost").isEmpty();
        assertThat(acknowledged).as("acknowledged operations").isPositive();
    }

    @Override
    public String toString() {
        return acknowledged + " operations acknowledged, " + refused + " refused, " + inDoubt + " in doubt";
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(2 * OPERATION_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("the operator hangs").isFalse();
    }
}
