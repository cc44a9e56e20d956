package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The streamers become puppets with a short time limit; the heartbeat serves on the node of the first of them. */
final class PuppetModel implements Models.Change, AutoCloseable {

    private final Map<String, Puppet> puppets = new LinkedHashMap<>();

    @Override
    public String apply(String model) {
        String text = Models.replace(model, ">streamer-instantiate<", ">" + script("puppet-instantiate") + "<");
        text = Models.replace(text, ">streamer-cleanup<", ">" + script("puppet-cleanup") + "<");
        text = Models.replace(
                text,
                "<name>saAmfCtDefCallbackTimeout</name><value>10000000000<",
                "<name>saAmfCtDefCallbackTimeout</name><value>3000000000<");
        int unit = text.indexOf("<dn>" + HEARTBEAT_UNIT_1);
        return text.substring(0, unit) + Models.replace(text.substring(unit), "safAmfNode=n3", "safAmfNode=n1");
    }

    /** Relative to the folder of the examples' scripts, as the model has it. */
    private static String script(String name) {
        return "../../system-tests/src/test/scripts/" + name;
    }

    @Override
    public void beforeStart(LocalCluster cluster) {
        play(cluster, "n1", STREAM_UNIT_1);
        play(cluster, "n2", STREAM_UNIT_2);
    }

    private void play(LocalCluster cluster, String node, String unit) {
        puppets.put(unit, new Puppet(cluster.node(node).resolve("agent.sock"), Models.streamer(unit)));
    }

    /** Who plays the component of the unit. */
    Puppet puppet(String unit) {
        return puppets.get(unit);
    }

    @Override
    public void close() throws IOException {
        for (Puppet puppet : puppets.values()) {
            puppet.close();
        }
    }
}
