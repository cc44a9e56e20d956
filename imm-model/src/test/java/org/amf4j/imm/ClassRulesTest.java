package org.amf4j.imm;

import static org.amf4j.api.imm.AttributeFlag.CACHED;
import static org.amf4j.api.imm.AttributeFlag.CONFIG;
import static org.amf4j.api.imm.AttributeFlag.INITIALIZED;
import static org.amf4j.api.imm.AttributeFlag.MULTI_VALUE;
import static org.amf4j.api.imm.AttributeFlag.NOTIFY;
import static org.amf4j.api.imm.AttributeFlag.NO_DANGLING;
import static org.amf4j.api.imm.AttributeFlag.NO_DUPLICATES;
import static org.amf4j.api.imm.AttributeFlag.PERSISTENT;
import static org.amf4j.api.imm.AttributeFlag.RDN;
import static org.amf4j.api.imm.AttributeFlag.RUNTIME;
import static org.amf4j.api.imm.AttributeFlag.STRONG_DEFAULT;
import static org.amf4j.api.imm.AttributeFlag.WRITABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassRulesTest {

    private static final ImmAttribute CONFIG_RDN = attribute("pump", ValueType.STRING, CONFIG, RDN);
    private static final ImmAttribute RUNTIME_RDN = attribute("pump", ValueType.STRING, RUNTIME, CACHED, RDN);

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag... flags) {
        return new ImmAttribute(name, type, Set.of(flags), Optional.empty());
    }

    private static ImmAttribute number(AttributeFlag... flags) {
        return attribute("rate", ValueType.UINT32, flags);
    }

    private static ImmAttribute name(AttributeFlag... flags) {
        return attribute("feeds", ValueType.NAME, flags);
    }

    private static ImmClass config(ImmAttribute... attributes) {
        return withRdn("Pump", ImmClass.Category.CONFIG, CONFIG_RDN, attributes);
    }

    private static ImmClass runtime(ImmAttribute... attributes) {
        return withRdn("Pump", ImmClass.Category.RUNTIME, RUNTIME_RDN, attributes);
    }

    private static ImmClass withRdn(
            String name, ImmClass.Category category, ImmAttribute rdn, ImmAttribute... attributes) {
        List<ImmAttribute> all = new ArrayList<>(List.of(attributes));
        all.addFirst(rdn);
        return new ImmClass(name, category, all);
    }

    private static ImmClass bare(ImmClass.Category category, ImmAttribute... attributes) {
        return new ImmClass("Pump", category, List.of(attributes));
    }

    private static Arguments broken(String rule, ImmClass immClass) {
        return Arguments.of(rule, immClass);
    }

    static Stream<Arguments> brokenClasses() {
        ImmClass.Category config = ImmClass.Category.CONFIG;
        ImmClass.Category runtime = ImmClass.Category.RUNTIME;
        return Stream.of(
                broken("class name", withRdn("1Pump", config, CONFIG_RDN)),
                broken("class name", withRdn("Pump-X", config, CONFIG_RDN)),
                broken("exactly one naming", bare(config, number(CONFIG))),
                broken("exactly one naming", config(attribute("second", ValueType.STRING, CONFIG, RDN))),
                broken("defined twice", config(number(CONFIG), number(CONFIG))),
                broken("either configuration or runtime", config(number())),
                broken("either configuration or runtime", config(number(CONFIG, RUNTIME))),
                broken("no configuration attribute", runtime(number(CONFIG))),
                broken("never SA_WRITABLE", bare(config, attribute("pump", ValueType.STRING, CONFIG, RDN, WRITABLE))),
                broken("is configuration", bare(config, attribute("pump", ValueType.STRING, RUNTIME, CACHED, RDN))),
                broken("SA_CACHED or SA_PERSISTENT", bare(runtime, attribute("pump", ValueType.STRING, RUNTIME, RDN))),
                broken("is SA_PERSISTENT", runtime(number(RUNTIME, PERSISTENT))),
                broken("has no default", bare(config, CONFIG_RDN.withDefault("pump=1"))),
                broken(
                        "never SA_NO_DANGLING",
                        bare(config, attribute("pump", ValueType.NAME, CONFIG, RDN, NO_DANGLING))),
                broken("has one value", bare(config, attribute("pump", ValueType.STRING, CONFIG, RDN, MULTI_VALUE))),
                broken("SA_STRING_T or SA_NAME_T", bare(config, attribute("pump", ValueType.UINT32, CONFIG, RDN))),
                broken("never SA_PERSISTENT", config(number(CONFIG, PERSISTENT))),
                broken("never SA_CACHED", config(number(CONFIG, CACHED))),
                broken("never SA_WRITABLE", config(number(RUNTIME, WRITABLE))),
                broken("never SA_INITIALIZED", config(number(RUNTIME, INITIALIZED))),
                broken("never SA_NO_DANGLING", config(name(RUNTIME, NO_DANGLING))),
                broken("SA_NOTIFY needs", config(number(RUNTIME, NOTIFY))),
                broken("is SA_CACHED", config(number(RUNTIME).withDefault(1L))),
                broken("excludes a default", config(number(CONFIG, INITIALIZED).withDefault(1L))),
                broken("excludes a default", config(name(CONFIG, NO_DANGLING).withDefault(Dn.of("a=b")))),
                broken("not of type", config(number(CONFIG).withDefault("1"))),
                broken("not of type", config(number(CONFIG).withDefault(1L << 32))),
                broken("needs a default", config(number(CONFIG, STRONG_DEFAULT))),
                broken("needs SA_MULTI_VALUE", config(number(CONFIG, NO_DUPLICATES))),
                broken("SA_NO_DANGLING needs", config(number(CONFIG, NO_DANGLING))),
                broken("SA_DN needs", config(number(CONFIG, AttributeFlag.DN))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenClasses")
    @Tag("IMM-006")
    @DisplayName("IMM-006 a class that breaks one rule is refused for that rule alone")
    void refusesBrokenClass(String rule, ImmClass immClass) {
        assertThat(immClass.violations()).singleElement().asString().contains(rule);
        assertThatThrownBy(() -> ImmClasses.withBuiltIn().create(immClass))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_INVALID_PARAM));
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("IMM-006 a class is not created again, not even in other letters")
    void refusesSecondClass() {
        ImmClasses classes = ImmClasses.withBuiltIn();
        classes.create(config(number(CONFIG)));

        for (String name : List.of("Pump", "pUMP", "saamfsu")) {
            ImmClass again = withRdn(name, ImmClass.Category.CONFIG, CONFIG_RDN);
            assertThatThrownBy(() -> classes.create(again))
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_EXIST));
        }
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("IMM-006 a model has at most a thousand classes")
    void refusesTooManyClasses() {
        ImmClasses classes = new ImmClasses();
        for (int i = 0; i < ImmClasses.CLASSES_MAX; i++) {
            classes.create(withRdn("Pump" + i, ImmClass.Category.CONFIG, CONFIG_RDN));
        }

        assertThatThrownBy(() -> classes.create(withRdn("OneMore", ImmClass.Category.CONFIG, CONFIG_RDN)))
                .hasMessageContaining("at most 1000");
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("IMM-006 classes that use every flag as it is meant are accepted")
    void acceptsGoodClasses() {
        ImmClass config = config(
                number(CONFIG, WRITABLE, NOTIFY, STRONG_DEFAULT).withDefault(5L),
                name(CONFIG, WRITABLE, MULTI_VALUE, NO_DUPLICATES, NO_DANGLING),
                attribute("place", ValueType.STRING, CONFIG, AttributeFlag.DN, NO_DANGLING),
                attribute("hours", ValueType.UINT64, RUNTIME, PERSISTENT, NOTIFY)
                        .withDefault(0L),
                attribute("pressure", ValueType.DOUBLE, RUNTIME));
        ImmAttribute persistentRdn = attribute("pump", ValueType.NAME, RUNTIME, PERSISTENT, RDN);
        ImmClass runtime = withRdn(
                "Run", ImmClass.Category.RUNTIME, persistentRdn, attribute("n", ValueType.INT32, RUNTIME, PERSISTENT));

        assertThat(config.violations()).isEmpty();
        assertThat(runtime.violations()).isEmpty();
        assertThat(runtime.isStored()).isTrue();
    }
}
