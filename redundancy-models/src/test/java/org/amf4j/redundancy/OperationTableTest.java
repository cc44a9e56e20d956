package org.amf4j.redundancy;

import static org.amf4j.redundancy.AdministrationTest.SI1;
import static org.amf4j.redundancy.AdministrationTest.SU1;
import static org.amf4j.redundancy.AdministrationTest.ask;
import static org.amf4j.redundancy.AdministrationTest.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operation is answered how, for every entity in every administrative state. */
class OperationTableTest {

    private static final List<AdminOperation> LOCKING = List.of(
            AdminOperation.UNLOCK,
            AdminOperation.LOCK,
            AdminOperation.SHUTDOWN,
            AdminOperation.LOCK_INSTANTIATION,
            AdminOperation.UNLOCK_INSTANTIATION);

    /** Expected answers to the operations of {@link #LOCKING}, in its order, by present state. */
    private static final Map<AdminState, List<AisStatus>> ANSWERS = Map.of(
            AdminState.UNLOCKED,
            List.of(
                    AisStatus.ERR_NO_OP,
                    AisStatus.OK,
                    AisStatus.OK,
                    AisStatus.ERR_BAD_OPERATION,
                    AisStatus.ERR_BAD_OPERATION),
            AdminState.SHUTTING_DOWN,
            List.of(
                    AisStatus.OK,
                    AisStatus.OK,
                    AisStatus.ERR_NO_OP,
                    AisStatus.ERR_BAD_OPERATION,
                    AisStatus.ERR_BAD_OPERATION),
            AdminState.LOCKED,
            List.of(AisStatus.OK, AisStatus.ERR_NO_OP, AisStatus.ERR_BAD_OPERATION, AisStatus.OK, AisStatus.ERR_NO_OP),
            AdminState.LOCKED_INSTANTIATION,
            List.of(
                    AisStatus.ERR_BAD_OPERATION,
                    AisStatus.ERR_BAD_OPERATION,
                    AisStatus.ERR_BAD_OPERATION,
                    AisStatus.ERR_NO_OP,
                    AisStatus.OK));

    @ParameterizedTest(name = "{0}")
    @Tag("AMF-084")
    @DisplayName("every locking operation in every state of every lockable entity")
    @ValueSource(
            strings = {
                SU1,
                SI1,
                "safSg=sg,safApp=app",
                "safAmfNode=n1,safAmfCluster=cluster",
                "safApp=app",
                "safAmfCluster=cluster"
            })
    void stateTable(String target) {
        for (AdminState state : AdminState.values()) {
            for (AdminOperation operation : LOCKING) {
                boolean instance = target.equals(SI1);
                boolean instantiation = operation == AdminOperation.LOCK_INSTANTIATION
                        || operation == AdminOperation.UNLOCK_INSTANTIATION;
                if (instance && state == AdminState.LOCKED_INSTANTIATION) {
                    continue;
                }
                AisStatus expected = instance && instantiation
                        ? AisStatus.ERR_NOT_SUPPORTED
                        : ANSWERS.get(state).get(LOCKING.indexOf(operation));

                assertThat(ask(in(state, target), "x", target, operation))
                        .as("%s of %s in %s", operation, target, state)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @Tag("AMF-084")
    @DisplayName("what is not defined for a kind of entity is not supported")
    @CsvSource(
            delimiter = '|',
            value = {
                "safAmfCluster=cluster                  | SI_SWAP SG_ADJUST REPAIRED EAM_START EAM_STOP",
                "safAmfNode=n1,safAmfCluster=cluster    | SI_SWAP SG_ADJUST EAM_START EAM_STOP",
                "safApp=app                             | SI_SWAP SG_ADJUST REPAIRED EAM_START EAM_STOP",
                "safSg=sg,safApp=app                    | SI_SWAP RESTART REPAIRED EAM_START EAM_STOP",
                "safSu=SU1,safSg=sg,safApp=app          | SI_SWAP SG_ADJUST EAM_START EAM_STOP",
                "safSi=SI1,safApp=app                   | RESTART SG_ADJUST REPAIRED LOCK_INSTANTIATION EAM_START",
                "safComp=c,safSu=SU1,safSg=sg,safApp=app| LOCK UNLOCK SHUTDOWN SI_SWAP SG_ADJUST REPAIRED",
                "safCsi=c,safSi=SI1,safApp=app          | LOCK UNLOCK SHUTDOWN RESTART SI_SWAP",
            })
    void notSupported(String target, String operations) {
        VirtualCluster cluster = in(AdminState.UNLOCKED, target);
        for (String operation : operations.split(" ")) {
            assertThat(ask(cluster, operation, target, AdminOperation.valueOf(operation)))
                    .as(operation)
                    .isEqualTo(AisStatus.ERR_NOT_SUPPORTED);
        }
        assertThat(ask(cluster, "y", "safSu=none", AdminOperation.LOCK)).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }
}
