package org.amf4j.admin.watch;

import java.util.List;
import org.amf4j.admin.connection.AdminClient;
import org.jline.utils.AttributedString;

/** What a terminal that watches a cluster shows at one moment, as text: for pipes, and for who compares it with something. */
public final class WatchFrame {

    private WatchFrame() {}

    /**
     * One look at the cluster: state, alarms and the latest events, as many lines as it takes.
     *
     * @param width columns, 40 at least; longer lines are cut off as on a terminal
     * @throws org.amf4j.admin.outcome.CommandFailure when no cluster answers
     */
    public static List<String> of(AdminClient client, int width) {
        return WatchScreen.content(new Watcher(client).lookOnce(), width).stream()
                .map(AttributedString::toString)
                .toList();
    }
}
