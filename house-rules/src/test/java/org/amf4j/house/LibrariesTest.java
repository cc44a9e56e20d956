package org.amf4j.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibrariesTest {

    private static final List<String> BEHIND_THE_PORTS = List.of("org.jgroups.", "org.apache.ratis.");

    @Test
    void onlyGroupTransportKnowsJGroupsAndRatis() {
        noClasses()
                .that(not(Rooms.in("group-transport")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jgroups..", "org.apache.ratis..")
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }

    @Test
    void onlyTheNodeKnowsNetty() {
        noClasses()
                .that(not(Rooms.in("amf-node")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }

    @Test
    void portsDoNotShowWhatIsBehindThem() {
        classes()
                .that(Rooms.in("group-transport"))
                .and()
                .arePublic()
                .should(hideTheLibraries())
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }

    private static ArchCondition<JavaClass> hideTheLibraries() {
        return new ArchCondition<>("have no type of JGroups or Ratis in a public signature") {
            @Override
            public void check(JavaClass port, ConditionEvents events) {
                Stream<JavaClass> types = Stream.concat(
                        port.getCodeUnits().stream()
                                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                                .flatMap(LibrariesTest::signature),
                        port.getFields().stream()
                                .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                                .map(JavaField::getRawType));
                types.map(type -> type.getBaseComponentType().getName())
                        .filter(name -> BEHIND_THE_PORTS.stream().anyMatch(name::startsWith))
                        .distinct()
                        .forEach(name -> events.add(SimpleConditionEvent.violated(
                                port, port.getName() + " shows " + name + " in a public signature")));
            }
        };
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.of(unit.getAllInvolvedRawTypes().stream(), unit.getThrowsClause().getTypes().stream())
                .flatMap(types -> types);
    }
}
