package org.amf4j.clc;

final class InMemoryCommandRunnerTest extends CommandRunnerContract {

    @Override
    CommandRunner runner() {
        return new InMemoryCommandRunner();
    }

    private InMemoryCommandRunner twin() {
        return (InMemoryCommandRunner) runner;
    }

    @Override
    String exiting(int code) {
        twin().install("/exit" + code, InMemoryCommandRunner.Program.exiting(code));
        return "/exit" + code;
    }

    @Override
    String hanging() {
        twin().install("/hang", InMemoryCommandRunner.Program.hanging());
        return "/hang";
    }

    @Override
    void passTime() {
        twin().advance(10_000_000);
    }
}
