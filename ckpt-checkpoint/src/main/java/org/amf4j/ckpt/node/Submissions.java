package org.amf4j.ckpt.node;

import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Refusal;

/** Which requests an active replica has taken, so that those of a node are done once and in their order. */
final class Submissions {

    private static final int REFUSALS_MAX = 1_024;

    private final LastRequests requests;
    private final TreeMap<String, Line> lines = new TreeMap<>();

    private static final class Line {
        private final long life;
        private long next;
        private final TreeMap<Long, Refusal> refusals = new TreeMap<>();

        Line(long life, long next) {
            this.life = life;
            this.next = next;
        }
    }

    /** What to do with a request. */
    enum Verdict {
        /** It is the next one. */
        TAKE,
        /** One before it is missing, and will come again, as will this one. */
        TOO_EARLY,
        /** It has come before. */
        AGAIN
    }

    Submissions(LastRequests requests) {
        this.requests = requests;
    }

    private Line line(PeerMessage.Submitted request) {
        String node = request.origin().node();
        Line line = lines.get(node);
        if (line == null || line.life != request.origin().life()) {
            line = new Line(
                    request.origin().life(),
                    requests.last(node, request.origin().life()) + 1);
            lines.put(node, line);
        }
        return line;
    }

    Verdict judge(PeerMessage.Submitted request) {
        Line line = line(request);
        line.next = Math.max(line.next, request.first());
        if (request.number() == line.next) {
            line.next++;
            return Verdict.TAKE;
        }
        return request.number() > line.next ? Verdict.TOO_EARLY : Verdict.AGAIN;
    }

    void refused(PeerMessage.Submitted request, Refusal why) {
        Line line = line(request);
        line.refusals.put(request.number(), why);
        if (line.refusals.size() > REFUSALS_MAX) {
            line.refusals.pollFirstEntry();
        }
    }

    /** Why this replica has refused a request that comes again. */
    Optional<Refusal> refusal(PeerMessage.Submitted request) {
        return Optional.ofNullable(line(request).refusals.get(request.number()));
    }

    /** Whether a request that comes again is part of the content. */
    boolean isPart(PeerMessage.Submitted request) {
        String node = request.origin().node();
        return request.number() <= requests.last(node, request.origin().life())
                && !requests.isHole(node, request.number());
    }
}
