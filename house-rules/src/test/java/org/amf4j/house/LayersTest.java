package org.amf4j.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern OWN_ARTIFACT =
            Pattern.compile("<groupId>org\\.amf4j</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void everyRoomHasALayer() {
        List<String> rooms = new ArrayList<>(SourceTree.rooms());

        rooms.remove(Rooms.HOUSE_RULES);

        assertThat(rooms).containsExactlyInAnyOrderElementsOf(Rooms.layered());
    }

    @Test
    void codeUsesLowerLayersOnly() {
        classes()
                .that(DescribedPredicate.describe("in a room", c -> Rooms.of(c).isPresent()))
                .should(useLowerLayersOnly())
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }

    private static ArchCondition<JavaClass> useLowerLayersOnly() {
        return new ArchCondition<>("use lower layers only") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String room = Rooms.of(user).orElseThrow();
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    Rooms.of(dependency.getTargetClass())
                            .filter(used -> !Rooms.mayUse(room, used))
                            .ifPresent(used -> events.add(SimpleConditionEvent.violated(
                                    user, room + " may not use " + used + ": " + dependency.getDescription())));
                }
            }
        };
    }

    @Test
    void pomsDependOnLowerLayersOnly() {
        List<String> violations = new ArrayList<>();

        for (String room : Rooms.layered()) {
            Matcher dependency = DEPENDENCY.matcher(SourceTree.text(Path.of(room, "pom.xml")));
            while (dependency.find()) {
                Matcher used = OWN_ARTIFACT.matcher(dependency.group(1));
                boolean forTests = dependency.group(1).contains("<scope>test</scope>");
                if (!forTests && used.find() && !Rooms.mayUse(room, used.group(1))) {
                    violations.add(room + "/pom.xml depends on " + used.group(1));
                }
            }
        }

        assertThat(violations).as("a room uses lower layers only").isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.amf4j.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }
}
