package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@DisplayName("The model of the demonstration")
class DemoModelTest {

    private final Map<Dn, Map<String, List<String>>> objects = new LinkedHashMap<>();

    @BeforeEach
    void read() throws Exception {
        NodeList elements = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of("models", "demo.xml").toFile())
                .getElementsByTagName("object");
        for (int i = 0; i < elements.getLength(); i++) {
            Element object = (Element) elements.item(i);
            Map<String, List<String>> attributes = new LinkedHashMap<>();
            for (Element attribute : children(object, "attr")) {
                attributes.put(
                        children(attribute, "name").get(0).getTextContent(),
                        children(attribute, "value").stream()
                                .map(Element::getTextContent)
                                .toList());
            }
            Dn dn = Dn.of(children(object, "dn").get(0).getTextContent());
            assertThat(objects.put(dn, attributes)).as(dn.toString()).isNull();
        }
    }

    private static List<Element> children(Element parent, String name) {
        NodeList elements = parent.getElementsByTagName(name);
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            children.add((Element) elements.item(i));
        }
        return children;
    }

    @Test
    @DisplayName("has the parent of every object, and every object that is named")
    void complete() {
        objects.forEach((dn, attributes) -> {
            if (!dn.parent().isRoot()) {
                assertThat(objects).containsKey(dn.parent());
            }
            if (dn.rdnValue().contains("=")) {
                assertThat(objects).containsKey(dn.associated());
            }
            attributes
                    .values()
                    .forEach(values -> values.stream()
                            .filter(value -> value.startsWith("saf"))
                            .forEach(value ->
                                    assertThat(objects).as(dn.toString()).containsKey(Dn.of(value))));
        });
    }

    @Test
    @DisplayName("names scripts that exist and can be run")
    void scripts() {
        List<String> commands = objects.values().stream()
                .flatMap(attributes -> attributes.entrySet().stream())
                .filter(attribute -> attribute.getKey().startsWith("saAmfCtRelPath"))
                .flatMap(attribute -> attribute.getValue().stream())
                .toList();

        assertThat(commands)
                .hasSize(5)
                .allSatisfy(command -> assertThat(Files.isExecutable(Path.of("scripts", command)))
                        .as(command)
                        .isTrue());
    }

    @Test
    @DisplayName("keeps the placeholder of the installation to one attribute")
    void placeholder() {
        objects.forEach((dn, attributes) -> attributes.forEach((name, values) -> {
            boolean isExpected = name.equals("saAmfNodeSwBundlePathPrefix");
            assertThat(values.toString().contains("${AMF_HOME}"))
                    .as(dn + " " + name)
                    .isEqualTo(isExpected);
        }));
    }
}
