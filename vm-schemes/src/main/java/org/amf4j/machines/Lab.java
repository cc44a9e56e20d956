package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.NodePlaces;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.description.DescriptionReader;
import org.amf4j.description.ModelGenerator;

/**
 * What a scheme is played with: networks of nodes, hosts, and a client that asks guests all the time. For one thread; what was
 * made goes with {@link #close()}. Clusters must have been stopped before, or they would repair what is ended.
 */
final class Lab implements AutoCloseable {
    /** What stands for the lab's folder in models and descriptions. */
    private static final String PLACEHOLDER = "/run/amf-vm";

    private final Stage stage;
    private final NetworkLab networks;
    private final HostLab hosts;
    private Observer observer = new Observer();

    /**
     * Where a scheme is played.
     *
     * @param home the installation
     * @param folder of the cluster; its owner stops the cluster
     * @param teller is told what happens, as lines
     * @param finder is told what each fault has cost
     */
    record Stage(Path home, ClusterFolder folder, Consumer<String> teller, Consumer<Outcome> finder) {
        /** What hosts share is below it. */
        Path place() {
            return folder.path().resolve("lab");
        }

        void tell(String line) {
            teller.accept(line);
        }

        void found(Outcome outcome) {
            finder.accept(outcome);
        }
    }

    private Lab(Stage stage, NetworkLab networks) {
        this.stage = stage;
        this.networks = networks;
        this.hosts = new HostLab(stage.home(), stage.place(), networks);
    }

    /** Makes networks for these nodes, and builds the guest if need be; without hosts yet. */
    static Lab open(Stage stage, List<String> nodes) throws IOException {
        Lab lab = new Lab(stage, NetworkLab.create(nodes));
        try {
            stage.tell("building the guest, if it is not there yet");
            lab.hosts.buildGuest();
            return lab;
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    NetworkLab networks() {
        return networks;
    }

    HostLab hosts() {
        return hosts;
    }

    Observer observer() {
        return observer;
    }

    /** Guests with their addresses as places of nodes that start with them; other nodes are in networks of their own. */
    NodePlaces places(Map<String, String> guests) {
        return new NodePlaces() {
            @Override
            public String address(String node) {
                return guests.containsKey(node) ? guests.get(node) : networks.address(node);
            }

            @Override
            public List<String> prefix(String node) {
                return networks.prefix(node);
            }
        };
    }

    /** Begins to ask guests from the network of a node; see {@link GuestProbe} for the questions. */
    void observe(String node, List<String> questions) throws IOException {
        observer = Observer.start(networks, node, questions);
    }

    /** The text of a file of the installation, with the lab's folder in it. */
    String text(String file) throws IOException {
        return Files.readString(stage.home().resolve(file))
                .replace(PLACEHOLDER, stage.place().toString());
    }

    /** The model that a description of the examples stands for. */
    Path model(String name) throws IOException {
        String file = "examples/descriptions/" + name + ".yaml";
        DescriptionReader.Result read = DescriptionReader.read(text(file));
        Path model = stage.folder().path().resolve(name + ".xml");
        Files.writeString(
                model,
                ModelText.xml(ModelGenerator.objects(read.description()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.REJECTED, file + " is wrong: " + read.problems(), "correct it")))));
        return model;
    }

    @Override
    public void close() {
        observer.close();
        Interruption.shielded(hosts::close);
        Interruption.shielded(networks::close);
    }
}
