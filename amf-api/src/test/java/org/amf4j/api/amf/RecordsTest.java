package org.amf4j.api.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Values of the API")
class RecordsTest {

    @Test
    @Tag("JAPI-009")
    @DisplayName("an assigned instance does not change with what it was made of, nor by whoever has it")
    void assignedCsi() {
        List<String> ports = new ArrayList<>(List.of("1"));
        Map<String, List<String>> attributes = new LinkedHashMap<>(Map.of("port", ports));
        AssignedCsi csi = new AssignedCsi(Dn.of("safCsi=k,safSi=s,safApp=a"), attributes);

        ports.add("2");
        attributes.put("ip", List.of());

        assertThat(csi.attributes()).isEqualTo(Map.of("port", List.of("1")));
        assertThatThrownBy(() -> csi.attributes().put("x", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> csi.attributes().get("port").add("3"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("numbers are those of the standard")
    void numbers() {
        assertThat(CsiFlag.of(1)).isEqualTo(CsiFlag.ADD_ONE);
        assertThat(CsiFlag.of(2)).isEqualTo(CsiFlag.TARGET_ONE);
        assertThat(CsiFlag.of(4)).isEqualTo(CsiFlag.TARGET_ALL);
        assertThatThrownBy(() -> CsiFlag.of(3)).hasMessageContaining("3");
        assertThat(HealthcheckInvocation.AMF_INVOKED.value()).isEqualTo(1);
        assertThat(HealthcheckInvocation.COMPONENT_INVOKED.value()).isEqualTo(2);
    }

    @Test
    @DisplayName("health is well, or ill with a reason and perhaps a recovery")
    void health() {
        assertThat(Health.ok().isOk()).isTrue();
        assertThat(Health.failed("stuck")).isEqualTo(new Health(false, RecommendedRecovery.NO_RECOMMENDATION, "stuck"));
        assertThat(Health.failed(RecommendedRecovery.COMPONENT_RESTART).recovery())
                .isEqualTo(RecommendedRecovery.COMPONENT_RESTART);
    }
}
