package org.amf4j.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.state.AdminState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("AMF-084")
final class AdminTableTest {

    @ParameterizedTest(name = "{0}")
    @DisplayName("every locking operation in every administrative state")
    @CsvSource({
        "UNLOCK,               ERR_NO_OP,         OK,                OK,               ERR_BAD_OPERATION",
        "LOCK,                 OK,                OK,                ERR_NO_OP,        ERR_BAD_OPERATION",
        "SHUTDOWN,             OK,                ERR_NO_OP,         ERR_BAD_OPERATION, ERR_BAD_OPERATION",
        "LOCK_INSTANTIATION,   ERR_BAD_OPERATION, ERR_BAD_OPERATION, OK,               ERR_NO_OP",
        "UNLOCK_INSTANTIATION, ERR_BAD_OPERATION, ERR_BAD_OPERATION, ERR_NO_OP,        OK",
    })
    void allowed(
            AdminOperation operation,
            AisStatus unlocked,
            AisStatus shuttingDown,
            AisStatus locked,
            AisStatus lockedIn) {
        assertThat(AdminTable.allowed(operation, AdminState.UNLOCKED)).isEqualTo(unlocked);
        assertThat(AdminTable.allowed(operation, AdminState.SHUTTING_DOWN)).isEqualTo(shuttingDown);
        assertThat(AdminTable.allowed(operation, AdminState.LOCKED)).isEqualTo(locked);
        assertThat(AdminTable.allowed(operation, AdminState.LOCKED_INSTANTIATION))
                .isEqualTo(lockedIn);
    }

    @Test
    @DisplayName("whatever is allowed is a legal move of the administrative state")
    void allowedIsLegal() {
        for (AdminOperation operation : AdminOperation.values()) {
            for (AdminState present : AdminState.values()) {
                if (AdminTable.isLocking(operation) && AdminTable.allowed(operation, present) == AisStatus.OK) {
                    assertThat(present.next())
                            .as("%s in %s", operation, present)
                            .contains(AdminTable.target(operation));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AdminOperation.class)
    @DisplayName("every refusal names a remedy, and only locking operations set an administrative state")
    void remedies(AdminOperation operation) {
        Arrays.stream(AdminState.values())
                .forEach(s -> assertThat(AdminTable.remedy(operation, s)).isNotBlank());
        if (!AdminTable.isLocking(operation)) {
            assertThatThrownBy(() -> AdminTable.target(operation)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
