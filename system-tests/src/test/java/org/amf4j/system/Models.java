package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Models made from that of the demonstration, and the names in it. */
final class Models {

    static final String STREAM = "safSi=stream,safApp=stream";
    static final String HEARTBEAT = "safSi=heartbeat,safApp=heartbeat";
    static final String STREAM_UNIT_1 = "safSu=su1,safSg=streamers,safApp=stream";
    static final String STREAM_UNIT_2 = "safSu=su2,safSg=streamers,safApp=stream";
    static final String HEARTBEAT_UNIT_1 = "safSu=su1,safSg=heartbeats,safApp=heartbeat";

    private Models() {}

    /** What a test changes in the model of the demonstration, and does before the cluster is started. */
    interface Change {
        String apply(String model);

        /** Whether the service's port is to be replaced by a free one. */
        default boolean wantsFreePort() {
            return true;
        }

        /** Everything but the nodes is there. */
        default void beforeStart(LocalCluster cluster) throws IOException {}
    }

    /** The component of a streamer's unit. */
    static String streamer(String unit) {
        return "safComp=streamer," + unit;
    }

    /** The component of a heartbeat's unit. */
    static String heartbeat(String unit) {
        return "safComp=heartbeat," + unit;
    }

    /** Replaces the first occurrence, which must exist. */
    static String replace(String text, String old, String by) {
        assertThat(text).contains(old);
        int at = text.indexOf(old);
        return text.substring(0, at) + by + text.substring(at + old.length());
    }
}
