package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./amf}, with programs in place of Maven and the JDK that only say how they were called. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "amf").toAbsolutePath().normalize();
    private static final String FAKE_JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:ArchiveClassesAtExit=*/node-*) [ ! -f "$AMF_HOME/broken-node" ] || exit 1 ;;
                esac
                case $argument in
                    -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo archive > "${argument#*=}"; exit 0 ;;
                esac
            done
            echo "in=$(pwd) home=$AMF_HOME jdk=$JAVA_HOME args=$*"
            exit 7
            """;
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "build with $JAVA_HOME" >> "$AMF_HOME/builds"
            [ ! -f "$AMF_HOME/broken" ] || { echo "[ERROR] it does not compile"; exit 1; }
            for part in cli server; do
                mkdir -p "$AMF_HOME/target/dist/lib/$part"
                : > "$AMF_HOME/target/dist/lib/$part/a.jar"
                : > "$AMF_HOME/target/dist/lib/$part/b.jar"
            done
            """;

    @TempDir
    Path dir;

    private Path home;
    private Path jdk;
    private boolean noBuild;
    private final List<String> path = new ArrayList<>();

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(dir.resolve("my home"));
        // The folders where JDKs usually lie must not help the script here.
        String script = Files.readString(SCRIPT)
                .replace("/usr/lib/jvm/*", dir + "/jvm/*")
                .replace("/opt/java/* /opt/jdk*", "")
                .replace("/Library/Java/JavaVirtualMachines/*/Contents/Home", "");
        program(home.resolve("amf"), script);
        Files.createDirectories(home.resolve("room").resolve("src").resolve("main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("room").resolve("pom.xml"), "");
        jdk = jdk("jdk-21", "21.0.4");
        Path bin = dir.resolve("bin");
        program(bin.resolve("mvn"), FAKE_MAVEN);
        path.add(bin.toString());
        for (String tool : List.of(
                "sh",
                "sed",
                "find",
                "head",
                "tail",
                "mkdir",
                "rm",
                "mv",
                "dirname",
                "readlink",
                "flock",
                "grep",
                "cat",
                "sleep")) {
            program(bin.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
    }

    private static Path find(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path folder = dir.resolve(name);
        program(folder.resolve("bin").resolve("java"), FAKE_JAVA);
        program(folder.resolve("bin").resolve("javac"), FAKE_JAVA);
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    private record Run(int exitCode, String out, String err) {}

    private Process begin(Path script, Path javaHome, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", String.join(":", path));
        builder.environment().put("JAVA_HOME", javaHome.toString());
        if (noBuild) {
            builder.environment().put("AMF_NO_BUILD", "1");
        }
        return builder.start();
    }

    private static Run end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, err);
    }

    @Test
    @DisplayName("AMF_NO_BUILD uses what is there, and says what to do when nothing is")
    void buildsNothing() throws Exception {
        noBuild = true;
        Run nothing = run(jdk, "status");
        noBuild = false;
        run(jdk, "status");
        Files.writeString(home.resolve("room").resolve("src").resolve("main").resolve("A.java"), "");
        noBuild = true;

        Run stale = run(jdk, "status");

        assertThat(nothing.exitCode()).isEqualTo(69);
        assertThat(nothing.err()).contains("call amf once without AMF_NO_BUILD");
        assertThat(stale.out()).contains("org.amf4j.admin.Main status");
        assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
    }

    private Run run(Path javaHome, String... arguments) throws Exception {
        return end(begin(home.resolve("amf"), javaHome, arguments));
    }

    @Test
    @DisplayName("the first use builds with one line that says so, the second does not; arguments and exit code pass")
    void buildsOnce() throws Exception {
        Run first = run(jdk, "status", "-o", "a b");
        Run second = run(jdk, "status");

        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(first.err().lines()).hasSize(1).first().asString().startsWith("amf: building the programs");
        assertThat(first.out())
                .startsWith("in=" + dir + " home=" + home + " ")
                .contains("-XX:SharedArchiveFile=" + home + "/target/dist/cli-21.0.4.jsa")
                .contains("-cp " + home + "/target/dist/lib/cli/a.jar:" + home + "/target/dist/lib/cli/b.jar")
                .endsWith("org.amf4j.admin.Main status -o a b\n");
        assertThat(second.err()).isEmpty();
        assertThat(home.resolve("builds")).hasContent("build with " + jdk);
    }

    @Test
    @DisplayName("newer sources build again")
    void buildsAgain() throws Exception {
        run(jdk, "status");
        Files.writeString(home.resolve("room").resolve("src").resolve("main").resolve("A.java"), "");

        run(jdk, "status");

        assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(2);
    }

    @Test
    @DisplayName("concurrent first uses build once and all work")
    void buildsOnceForAll() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(begin(home.resolve("amf"), jdk, "status"));
        }

        for (Process process : processes) {
            assertThat(end(process).out()).contains("org.amf4j.admin.Main status");
        }
        assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
    }

    @Test
    @DisplayName("a failed build shows its errors, names its log, exits 1 and starts nothing")
    void failedBuild() throws Exception {
        Files.writeString(home.resolve("broken"), "");

        Run run = run(jdk, "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("[ERROR] it does not compile")
                .contains("hint: all it said is in " + home + "/target/amf-build.log");
    }

    @Test
    @DisplayName("it works through a link and for the node program, which gets the JDK for its components")
    void linkAndNode() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("linked"), Path.of("my home", "amf"));

        Run run = end(begin(link, jdk, "node", "--name", "n1", "--config", "c.yaml"));

        assertThat(run.out())
                .contains("home=" + home + " jdk=" + jdk)
                .contains("/target/dist/lib/server/a.jar")
                .endsWith("org.amf4j.server.NodeMain --name n1 --config c.yaml\n");
    }

    @Test
    @DisplayName("jars in the folder models come last on the class path, of commands as of nodes")
    void models() throws Exception {
        Path models = Files.createDirectories(home.resolve("models"));
        Files.writeString(models.resolve("pairs.jar"), "");

        assertThat(run(jdk, "status").out()).contains(":" + models.resolve("pairs.jar") + " org.amf4j.admin.Main");
        assertThat(run(jdk, "node", "--name", "n1", "--config", "c.yaml").out())
                .contains(":" + models.resolve("pairs.jar") + " org.amf4j.server.NodeMain");
    }

    @Test
    @DisplayName("before the first cluster a node is exercised, so that all later nodes start from its archive")
    void archivesNodes() throws Exception {
        Run first = run(jdk, "cluster", "list");
        Run second = run(jdk, "cluster", "list");
        Run node = run(jdk, "node", "--name", "n1", "--config", "c.yaml");

        assertThat(first.err()).contains("preparing a fast start of nodes");
        assertThat(second.err()).isEmpty();
        assertThat(node.out()).contains("-XX:SharedArchiveFile=" + home + "/target/dist/node-21.0.4.jsa");
    }

    @Test
    @DisplayName("a node that cannot be exercised is started without an archive, and not exercised again")
    void goesOnWithoutArchive() throws Exception {
        Files.writeString(home.resolve("broken-node"), "");

        Run first = run(jdk, "demo");
        Run second = run(jdk, "demo");

        assertThat(first.out()).contains("org.amf4j.admin.Main demo");
        assertThat(second.err()).isEmpty();
        assertThat(run(jdk, "node", "--name", "n1", "--config", "c.yaml").out()).doesNotContain("SharedArchiveFile");
    }

    @Test
    @DisplayName("a JDK that is too old is passed over for one in the usual folders")
    void passesOverOldJdks() throws Exception {
        Path old = jdk("jdk-17", "17.0.1");
        Path usual = jdk("jvm/jdk-25", "25");

        assertThat(run(old, "status").out())
                .contains("-XX:AOTCache=" + home + "/target/dist/cli-25.aot")
                .contains("org.amf4j.admin.Main status");
        assertThat(home.resolve("builds")).hasContent("build with " + usual);
    }

    @Test
    @DisplayName("without a JDK it says which is needed and how to install it, and exits 69; without Maven, too")
    void nothingToRunWith() throws Exception {
        Run noMaven;
        Files.delete(dir.resolve("bin").resolve("mvn"));
        noMaven = run(jdk, "status");
        program(dir.resolve("bin").resolve("mvn"), FAKE_MAVEN);
        Run noJdk = run(jdk("jdk-8", "1.8.0_402"), "status");

        assertThat(noMaven.exitCode()).isEqualTo(69);
        assertThat(noMaven.err()).contains("Maven is needed").contains("apt-get install maven");
        assertThat(noJdk.exitCode()).isEqualTo(69);
        assertThat(noJdk.err())
                .contains("no JDK 21 or newer found")
                .contains("apt-get install openjdk-21-jdk-headless");
    }
}
