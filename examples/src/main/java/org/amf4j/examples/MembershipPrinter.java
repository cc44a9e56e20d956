package org.amf4j.examples;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.amf4j.api.clm.ChangeRequest;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.ClusterNotification;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.MembershipListener;
import org.amf4j.api.clm.TrackFlag;

/**
 * Prints who is in the cluster whenever that changes, and what is about to change; ends when its own node has left.
 *
 * <pre>{@code java -cp 'examples/target/components/*' org.amf4j.examples.MembershipPrinter DIR/n1/agent.sock}</pre>
 */
public final class MembershipPrinter implements MembershipListener {

    private final CountDownLatch ended = new CountDownLatch(1);

    private MembershipPrinter() {}

    /** Prints until the node has left; the argument is the agent's socket, if the environment does not name it. */
    public static void main(String[] arguments) throws InterruptedException {
        MembershipPrinter printer = new MembershipPrinter();
        try (ClusterMembership membership =
                arguments.length == 0 ? ClusterMembership.open() : ClusterMembership.open(Path.of(arguments[0]))) {
            membership.track(Set.of(TrackFlag.CURRENT, TrackFlag.CHANGES, TrackFlag.START_STEP), printer);
            printer.ended.await();
        }
    }

    @Override
    public void changed(ClusterUpdate update) {
        System.out.println(line(update));
    }

    @Override
    public void start(ChangeRequest request) {
        String limit = request.timeLimit().isZero() ? "no limit" : "at most " + request.timeLimit();
        System.out.println("about to change (" + limit + "): " + items(request.update()));
        request.complete();
    }

    @Override
    public void aborted(ClusterUpdate update) {
        System.out.println("given up: " + items(update));
    }

    @Override
    public void unavailable(String reason) {
        System.out.println(reason);
        ended.countDown();
    }

    /** For instance {@code view 4, 2 members: n1 NO_CHANGE, n2 NO_CHANGE, n3 LEFT}. */
    static String line(ClusterUpdate update) {
        return "view " + update.viewNumber() + ", " + update.members() + " members: " + items(update);
    }

    private static String items(ClusterUpdate update) {
        return update.items().stream().map(MembershipPrinter::item).collect(Collectors.joining(", "));
    }

    private static String item(ClusterNotification item) {
        return item.node().name().rdnValue() + " " + item.change();
    }
}
