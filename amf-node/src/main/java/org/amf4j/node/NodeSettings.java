package org.amf4j.node;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.ckpt.CheckpointsOptions;

/**
 * What an agent is told when it starts.
 *
 * @param agentName its name in the cluster; also its name as a member of the group
 * @param incarnation rises with each start of the agent
 * @param folder the node's folder: {@code agent.sock}, {@code log/} and {@code components/} are made in it
 * @param environment variables that every command gets below those of its component
 * @param address where the node can be reached by the others, empty when not known
 * @param process names the process among those that share the life one after the other; the incarnation for the first
 */
public record NodeSettings(
        String agentName,
        long incarnation,
        Path folder,
        Map<String, String> environment,
        String address,
        long process) {

    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "JAVA_HOME", "TMPDIR");

    public NodeSettings {
        folder = folder.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** Settings of the first process of a life. */
    public NodeSettings(
            String agentName, long incarnation, Path folder, Map<String, String> environment, String address) {
        this(agentName, incarnation, folder, environment, address, incarnation);
    }

    /** Settings of a node whose address is not known. */
    public NodeSettings(String agentName, long incarnation, Path folder, Map<String, String> environment) {
        this(agentName, incarnation, folder, environment, "");
    }

    /** Settings with the usual environment: path, home, language, time zone and JDK of this process, nothing else of it. */
    public static NodeSettings of(String agentName, long incarnation, Path folder) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : INHERITED) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return new NodeSettings(agentName, incarnation, folder, environment);
    }

    /** What the names of all requests of this process begin with; no other process uses them. */
    public String requests() {
        return agentName + "/" + incarnation + (process == incarnation ? "" : "." + process);
    }

    /** What the process of an agent that leaves writes down for the next one. */
    public Path restartFile() {
        return folder.resolve("restart-" + process + ".memory");
    }

    /** The socket of the components, {@code AMF_AGENT_SOCKET} in their environment. */
    public Path componentSocket() {
        return folder.resolve("agent.sock");
    }

    /** Where scripts report component errors, {@code AMF_REPORT_PIPE} in their environment. */
    public Path reportPipe() {
        return folder.resolve("report.pipe");
    }

    /** The socket of the checkpoint service, beside that of the components. */
    public Path checkpointSocket() {
        return folder.resolve(CheckpointsOptions.SOCKET_NAME);
    }

    /** Where what components print is kept. */
    public Path logFolder() {
        return folder.resolve("log");
    }

    /** Where per-component files are kept while they are needed. */
    public Path componentsFolder() {
        return folder.resolve("components");
    }
}
