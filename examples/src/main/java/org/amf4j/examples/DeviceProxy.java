package org.amf4j.examples;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.HealthcheckRequest;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProxiedComponent;
import org.amf4j.api.amf.ProxiedListener;
import org.amf4j.api.amf.ProxiedRequest;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.Request;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.Termination;

/**
 * A proxy: while it is active, it speaks for the devices that its component service instance names. A device is a plain
 * program that knows nothing of availability; it goes on while its proxies change.
 */
public final class DeviceProxy extends ComponentAdapter {

    private final AmfSession amf;
    private final Path folder;
    private final Map<Dn, Device> devices = new ConcurrentHashMap<>();

    private DeviceProxy(AmfSession amf, Path folder) {
        this.amf = amf;
        this.folder = folder;
    }

    /** Runs the component that AMF started this process for, until AMF terminates it. Argument: the folder of the devices. */
    public static void main(String[] arguments) throws InterruptedException {
        try (AmfSession amf = Availability.open(SessionOptions.fromEnvironment(System.getenv()))) {
            amf.register(new DeviceProxy(amf, Path.of(arguments[0])));
            amf.awaitTermination();
        }
    }

    @Override
    public void active(Assignment assignment) {
        for (String name : assignment.attributes("device")) {
            Device device = new Device(Dn.of(name), folder);
            devices.put(device.name, device);
            device.registered(amf.registerProxied(device.name, device));
            System.out.println("proxy of " + device.name);
        }
        assignment.done();
    }

    @Override
    public void quiesced(Assignment assignment) {
        devices.clear();
        assignment.done();
    }

    @Override
    public void removed(Removal removal) {
        devices.clear();
        removal.done();
    }

    /** One device: its process number and what it does are in its folder, for whoever is its proxy. */
    private static final class Device implements ProxiedListener {

        private final Dn name;
        private final Path folder;
        private Optional<ProxiedComponent> component = Optional.empty();

        Device(Dn name, Path folders) {
            this.name = name;
            this.folder = folders.resolve(name.toString());
        }

        private Optional<ProcessHandle> process() {
            Path note = folder.resolve("process");
            try {
                return Files.exists(note)
                        ? ProcessHandle.of(Long.parseLong(Files.readString(note).split(" ")[0]))
                        : Optional.empty();
            } catch (IOException | NumberFormatException e) {
                return Optional.empty(); // not written down yet, so not running yet
            }
        }

        /** It may be running already, by another proxy. */
        synchronized void registered(ProxiedComponent registered) {
            component = Optional.of(registered);
            watch();
        }

        private synchronized void watch() {
            process()
                    .ifPresent(p -> component.ifPresent(c -> c.startProcessMonitoring(
                            p.pid(), 0, EnumSet.allOf(ProcessEnd.class), RecommendedRecovery.COMPONENT_RESTART)));
        }

        private String script(String what) {
            return System.getenv().getOrDefault("DEVICE_SCRIPTS", ".") + "/device-" + what;
        }

        @Override
        public void instantiate(ProxiedRequest request) {
            ProcessBuilder starting = new ProcessBuilder("setsid", script("instantiate"), folder.toString());
            finish(request, starting);
            watch();
        }

        @Override
        public void cleanUp(ProxiedRequest request) {
            finish(request, new ProcessBuilder(script("cleanup"), folder.toString()));
        }

        /** Runs a script that ends soon; what it starts outlives it. */
        private void finish(Request request, ProcessBuilder command) {
            try {
                Files.createDirectories(folder);
                Process process = command.redirectErrorStream(true)
                        .redirectOutput(
                                Redirect.appendTo(folder.resolve("scripts.log").toFile()))
                        .start();
                int code = process.waitFor();
                if (code == 0) {
                    request.done();
                } else {
                    request.fail(command.command() + " ended with " + code);
                }
            } catch (IOException e) {
                request.fail(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                request.fail("interrupted");
            }
        }

        @Override
        public void assigned(Assignment assignment) {
            try {
                Files.writeString(folder.resolve("role"), assignment.haState().name());
                assignment.done();
            } catch (IOException e) {
                assignment.fail(e.getMessage());
            }
        }

        @Override
        public void removed(Removal removal) {
            try {
                Files.deleteIfExists(folder.resolve("role"));
                removal.done();
            } catch (IOException e) {
                removal.fail(e.getMessage());
            }
        }

        @Override
        public void terminate(Termination termination) {
            finish(termination, new ProcessBuilder(script("cleanup"), folder.toString()));
        }

        @Override
        public void healthcheck(HealthcheckRequest healthcheck) {
            healthcheck.done();
        }
    }
}
