package org.amf4j.clc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that starts others under a guardian, says their sessions and waits to be killed. */
final class GuardedProgram {

    private GuardedProgram() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Guardian guardian = Guardian.start();
        CommandRunner runner = new ExecCommandRunner();
        for (int i = 0; i < 2; i++) {
            boolean guarded = i == 0;
            String script = Scripts.write(folder, "program" + i, "sleep 100 & sleep 100");
            CommandTask task = new CommandTask(
                    script,
                    List.of(),
                    Map.of("PATH", "/usr/bin:/bin"),
                    folder.resolve("out"),
                    Long.MAX_VALUE,
                    Optional.empty());
            runner.start(task, new CommandRunner.Observer() {
                @Override
                public void started(long session) {
                    guardian.add(session);
                    if (!guarded) {
                        guardian.remove(session);
                    }
                    System.out.println((guarded ? "guarded " : "free ") + session);
                }

                @Override
                public void ended(CommandResult result) {
                    System.out.println("ended " + result);
                }
            });
        }
        System.out.println("guardian " + guardian.pid());
        Thread.currentThread().join();
    }
}
