package org.amf4j.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

@DisplayName("A picture of durations")
class DistributionPlotTest {

    private static final DistributionPlot PLOT = new DistributionPlot(
            "a < b",
            List.of(
                    new DistributionPlot.Series("quick", List.of(10.0, 1.0)),
                    new DistributionPlot.Series("slow", List.of(5_000.0))),
            List.of(new DistributionPlot.Mark("published", 100)));

    @Test
    @DisplayName("each curve begins at its shortest time at nothing, and ends at its longest at all")
    void curves() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(PLOT.svg().getBytes(StandardCharsets.UTF_8)));

        var paths = document.getElementsByTagName("path");
        assertThat(((Element) paths.item(0)).getAttribute("d"))
                .isEqualTo("M60.0,310.0 L60.0,310.0 L60.0,180.0 L220.0,180.0 L220.0,50.0");
        assertThat(((Element) paths.item(1)).getAttribute("d")).endsWith("L540.0,50.0");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b");
        assertThat(PLOT.svg()).contains("quick (2)", "slow (1)", ">published<").isEqualTo(PLOT.svg());
    }

    @Test
    @DisplayName("a curve of nothing, and more curves than colours, are refused")
    void refused() {
        assertThatThrownBy(() -> new DistributionPlot.Series("none", List.of())).hasMessageContaining("none");
        assertThatThrownBy(() -> new DistributionPlot(
                        "t", Collections.nCopies(8, PLOT.series().get(0)), List.of()))
                .hasMessageContaining("more than 7");
    }
}
