package org.amf4j.redundancy;

import static org.amf4j.redundancy.AdministrationTest.SI1;
import static org.amf4j.redundancy.AdministrationTest.SU1;
import static org.amf4j.redundancy.AdministrationTest.ask;
import static org.amf4j.redundancy.AdministrationTest.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation on every kind of entity in every administrative state: is it defined, and how is it answered? */
class OperationTableTest {

    private static final List<AdminOperation> OPERATIONS = List.of(
            AdminOperation.UNLOCK,
            AdminOperation.LOCK,
            AdminOperation.LOCK_INSTANTIATION,
            AdminOperation.UNLOCK_INSTANTIATION,
            AdminOperation.SHUTDOWN,
            AdminOperation.RESTART,
            AdminOperation.SI_SWAP,
            AdminOperation.SG_ADJUST,
            AdminOperation.REPAIRED,
            AdminOperation.EAM_START,
            AdminOperation.EAM_STOP);

    private static final List<AdminState> STATES =
            List.of(AdminState.UNLOCKED, AdminState.SHUTTING_DOWN, AdminState.LOCKED, AdminState.LOCKED_INSTANTIATION);

    /** Answers where the operation is defined, by present state in the order of {@link #STATES}. */
    private static final Map<AdminOperation, List<AisStatus>> ANSWERS = answers("""
            UNLOCK                NO_OP          OK         OK             BAD_OPERATION
            LOCK                  OK             OK         NO_OP          BAD_OPERATION
            SHUTDOWN              OK             NO_OP      BAD_OPERATION  BAD_OPERATION
            LOCK_INSTANTIATION    BAD_OPERATION  BAD_OPERATION  OK         NO_OP
            UNLOCK_INSTANTIATION  BAD_OPERATION  BAD_OPERATION  NO_OP      OK
            RESTART               OK             TRY_AGAIN  OK             BAD_OPERATION
            SI_SWAP               OK             TRY_AGAIN  BAD_OPERATION  -
            SG_ADJUST             NO_OP          TRY_AGAIN  BAD_OPERATION  BAD_OPERATION
            REPAIRED              NO_OP          TRY_AGAIN  NO_OP          NO_OP
            EAM_START             NO_OP          TRY_AGAIN  NO_OP          BAD_OPERATION
            EAM_STOP              OK             TRY_AGAIN  OK             BAD_OPERATION
            """);

    private static Map<AdminOperation, List<AisStatus>> answers(String table) {
        Map<AdminOperation, List<AisStatus>> answers = new LinkedHashMap<>();
        table.lines()
                .map(line -> line.split("\\s+"))
                .forEach(words -> answers.put(
                        AdminOperation.valueOf(words[0]),
                        Arrays.stream(words)
                                .skip(1)
                                .map(w -> w.equals("OK")
                                        ? AisStatus.OK
                                        : w.equals("-") ? AisStatus.ERR_NOT_SUPPORTED : AisStatus.valueOf("ERR_" + w))
                                .toList()));
        return answers;
    }

    @ParameterizedTest(name = "{0}")
    @Tag("AMF-084")
    @DisplayName("where the operation is defined (x) and how it is answered in each state; else NOT_SUPPORTED")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = false,
            value = {
                // in the order of OPERATIONS: UNLOCK LOCK LOCK_IN UNLOCK_IN SHUTDOWN RESTART SWAP ADJUST REPAIRED EAM
                // EAM
                "safAmfCluster=cluster                          | xxxxxx-----",
                "safAmfNode=n1,safAmfCluster=cluster            | xxxxxx--x--",
                "safApp=app                                     | xxxxxx-----",
                "safSg=sg,safApp=app                            | xxxxx--x---",
                "safSu=SU1,safSg=sg,safApp=app                  | xxxxxx--x--",
                "safSi=SI1,safApp=app                           | xx--x-x----",
                "safAmfNodeGroup=all,safAmfCluster=cluster      | xxxxx------",
                "safComp=c,safSu=SU1,safSg=sg,safApp=app        | -----x---xx",
                "safCsi=c,safSi=SI1,safApp=app                  | -----------",
            })
    void table(String target, String defined) {
        for (AdminState state : STATES) {
            if (target.equals(SI1) && state == AdminState.LOCKED_INSTANTIATION) {
                continue; // a service instance is never in this state
            }
            for (AdminOperation operation : OPERATIONS) {
                AisStatus expected = defined.charAt(OPERATIONS.indexOf(operation)) == 'x'
                        ? ANSWERS.get(operation).get(STATES.indexOf(state))
                        : AisStatus.ERR_NOT_SUPPORTED;
                VirtualCluster cluster = in(state, lockable(target));

                AisStatus answer = ask(cluster, "x", target, operation);

                assertThat(answer)
                        .as(
                                "%s of %s in %s: %s",
                                operation, target, state, cluster.replies().get("x"))
                        .isEqualTo(expected);
                if (answer == AisStatus.OK && target.equals(lockable(target))) {
                    assertThat(admin(cluster, target))
                            .as("%s of %s", operation, target)
                            .isEqualTo(end(operation, state));
                }
            }
        }
    }

    /** Components and their work have no administrative state: their unit's and instance's stand for it. */
    private static String lockable(String target) {
        return target.startsWith("safComp") ? SU1 : target.startsWith("safCsi") ? SI1 : target;
    }

    private static AdminState end(AdminOperation operation, AdminState before) {
        return switch (operation) {
            case UNLOCK -> AdminState.UNLOCKED;
            case LOCK, SHUTDOWN, UNLOCK_INSTANTIATION -> AdminState.LOCKED;
            case LOCK_INSTANTIATION -> AdminState.LOCKED_INSTANTIATION;
            case RESTART, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP -> before;
        };
    }

    private static AdminState admin(VirtualCluster cluster, String target) {
        var state = cluster.state();
        return switch (Dn.of(target).rdnAttribute()) {
            case "safAmfCluster" -> state.admin();
            case "safAmfNode" -> state.nodes().get(0).admin();
            case "safAmfNodeGroup" ->
                state.of(state.model().find(Dn.of(target), NodeGroup.class).orElseThrow())
                        .admin();
            case "safApp" -> state.applications().get(0).admin();
            case "safSg" -> state.groups().get(0).admin();
            case "safSu" -> state.units().get(0).admin();
            case "safSi" -> state.instances().get(0).admin();
            default -> throw new IllegalArgumentException(target);
        };
    }

    @Test
    @Tag("AMF-084")
    @DisplayName("every operation has its line in the table, and what does not exist cannot be operated on")
    void complete() {
        assertThat(OPERATIONS).containsExactlyInAnyOrder(AdminOperation.values());
        assertThat(ask(in(AdminState.UNLOCKED, SU1), "y", "safSu=none", AdminOperation.LOCK))
                .isEqualTo(AisStatus.ERR_NOT_EXIST);
    }
}
