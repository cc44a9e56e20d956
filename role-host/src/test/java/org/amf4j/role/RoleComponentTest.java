package org.amf4j.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleComponentTest {

    private static final Dn CSI = Dn.of("safCsi=db,safSi=db,safApp=db");

    @TempDir
    Path folder;

    /** An assignment that remembers its answer. */
    private static final class FakeAssignment implements Assignment {
        private final HaState state;
        private String answer = "";

        FakeAssignment(HaState state) {
            this.state = state;
        }

        @Override
        public HaState haState() {
            return state;
        }

        @Override
        public CsiFlag flag() {
            return CsiFlag.TARGET_ONE;
        }

        @Override
        public List<AssignedCsi> csis() {
            return List.of(new AssignedCsi(CSI, Map.of("servers", List.of("a 1", "b 2"))));
        }

        @Override
        public Optional<TransitionDescriptor> transition() {
            return Optional.of(TransitionDescriptor.NOT_QUIESCED);
        }

        @Override
        public Optional<Dn> activeComponent() {
            return Optional.of(Dn.of("safComp=other"));
        }

        @Override
        public int standbyRank() {
            return 0;
        }

        @Override
        public void quiescingComplete() {}

        @Override
        public void quiescingFailed() {}

        @Override
        public String callback() {
            return "active";
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(1);
        }

        @Override
        public boolean isAnswered() {
            return !answer.isEmpty();
        }

        @Override
        public void done() {
            answer += "done";
        }

        @Override
        public void fail(String text) {
            answer += text;
        }
    }

    private String script(String... lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve("role"), "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    @Test
    @DisplayName("a role and all that belongs to it reach the script; its success is the answer")
    void roles() throws IOException {
        RoleComponent component = new RoleComponent(
                new RoleScript(script("echo \"$1 $servers $AMF_CSI $AMF_ACTIVE_COMPONENT $AMF_TRANSITION\" >told")));
        FakeAssignment assignment = new FakeAssignment(HaState.ACTIVE);

        component.assigned(assignment);

        assertThat(assignment.answer).isEqualTo("done");
        assertThat(folder.resolve("told")).hasContent("active a 1\nb 2 " + CSI + " safComp=other NOT_QUIESCED\n");
    }

    @Test
    @DisplayName("failure and slowness of the script fail the callback, with the reason")
    void failures() throws IOException {
        FakeAssignment failing = new FakeAssignment(HaState.STANDBY);
        new RoleComponent(new RoleScript(script("exit 3"))).assigned(failing);
        assertThat(failing.answer).endsWith("role standby has ended with exit code 3");

        FakeAssignment slow = new FakeAssignment(HaState.QUIESCED);
        new RoleComponent(new RoleScript(script("exec sleep 60"))).assigned(slow);
        assertThat(slow.answer).endsWith("role quiesced has not ended within 1000 ms");

        assertThat(new RoleComponent(new RoleScript(script("exit 1"))).check().isOk())
                .isFalse();
        assertThatThrownBy(() -> new RoleScript(folder + "/none").call("ready", Map.of(), Duration.ZERO))
                .hasMessageContaining("cannot be started");
    }
}
