package org.amf4j.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.system.AttritionSchedule.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random faults, several at once, while an operator goes on locking and unlocking: a minute of them, or as many seconds as
 * {@code -Damf.attrition.seconds} says, from the seed {@code -Damf.attrition.seed} or a fresh one.
 */
class AttritionTest {

    @RegisterExtension
    static final Lab LAB = new Lab("wear", true);

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("amf.attrition.seconds", 60));
    private static final long SEED = Long.getLong("amf.attrition.seed", new Random().nextInt(1_000_000_000));

    private final List<String> done = new ArrayList<>();
    private long startNanos;

    @Test
    @Tag("AMF-092")
    @DisplayName(
            "never two are active, no acknowledged operation is lost, status, watch and runtime objects say what components"
                    + " were told, and after the faults everything is as before")
    void survives() throws IOException {
        System.out.println("attrition: seed " + SEED + " for " + LENGTH.toSeconds() + " s");
        LAB.awaitRest();
        AttritionSchedule schedule = new AttritionSchedule(SEED, Lab.NODES, LAB.hasFirewall());
        startNanos = System.nanoTime();
        try (Ledger ledger = Ledger.start(LAB.view(), SEED);
                StatusChecker checker = StatusChecker.start(LAB.view(), LAB.observer(), Lab.NODES)) {
            while (System.nanoTime() - startNanos < LENGTH.toNanos()) {
                carryOut(schedule.next());
                LAB.observer().assertNoOverlap();
            }
            for (Step step : schedule.end()) {
                carryOut(step);
            }
            LAB.awaitRest();
            ledger.close();
            checker.close();
            LAB.observer().assertNoOverlap();
            ledger.assertKept();
            checker.assertAgreed();
            System.out.println("attrition: " + done.size() + " steps, "
                    + LAB.observer().activations() + " times somebody became active, " + ledger + ", " + checker);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "-Damf.attrition.seed=" + SEED + " -Damf.attrition.seconds=" + LENGTH.toSeconds() + ": "
                            + e.getMessage() + "\nthe schedule until then:\n" + String.join("\n", done),
                    e);
        }
    }

    private void carryOut(Step step) throws IOException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(step.pauseMillis()));
        done.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) + " ms: " + step);
        switch (step.action()) {
            case KILL -> LAB.kill(step.nodes().get(0));
            case START -> LAB.start(step.nodes().get(0));
            case STOP -> LAB.signal("STOP", step.nodes().get(0));
            case CONTINUE -> LAB.signal("CONT", step.nodes().get(0));
            case CUT -> LAB.network().cut(step.nodes().get(0));
            case HEAL -> LAB.network().heal(step.nodes().get(0));
            case DEAFEN -> LAB.firewall().deafen(step.nodes().get(0));
            case MUTE -> LAB.firewall().mute(step.nodes().get(0));
            case PART -> LAB.firewall().part(step.nodes());
            case OPEN -> LAB.firewall().open();
            case CRASH_COMPONENT -> LAB.crashComponent(step.nodes().get(0));
        }
    }
}
