package org.amf4j.api.imm;

import static org.amf4j.api.imm.AttributeFlag.CACHED;
import static org.amf4j.api.imm.AttributeFlag.CONFIG;
import static org.amf4j.api.imm.AttributeFlag.DN;
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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that a class must keep before objects of it can exist. */
final class ClassRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final ImmClass subject;
    private final List<String> violations = new ArrayList<>();

    private ClassRules(ImmClass subject) {
        this.subject = subject;
    }

    static List<String> violations(ImmClass subject) {
        ClassRules rules = new ClassRules(subject);
        rules.checkClass();
        for (ImmAttribute attribute : subject.attributes()) {
            rules.checkCategory(attribute);
            rules.checkMultiplicity(attribute);
            rules.checkReference(attribute);
            rules.checkDefault(attribute);
            if (attribute.is(RDN)) {
                rules.checkRdn(attribute);
            }
        }
        return List.copyOf(rules.violations);
    }

    private void refuseIf(boolean broken, String rule) {
        if (broken) {
            violations.add(rule);
        }
    }

    private void refuseIf(boolean broken, ImmAttribute attribute, String rule) {
        refuseIf(broken, "attribute " + attribute.name() + ": " + rule);
    }

    private void checkClass() {
        refuseIf(
                !NAME.matcher(subject.name()).matches(),
                "the class name '" + subject.name() + "' may have letters, digits and _ and starts with no digit");
        long rdns = subject.attributes().stream().filter(a -> a.is(RDN)).count();
        refuseIf(rdns != 1, "a class has exactly one naming attribute, not " + rdns);
        Set<String> names = new HashSet<>();
        for (ImmAttribute attribute : subject.attributes()) {
            refuseIf(!names.add(attribute.name()), attribute, "it is defined twice");
            refuseIf(attribute.name().isBlank(), attribute, "its name is empty");
        }
    }

    private void checkCategory(ImmAttribute a) {
        boolean config = a.is(CONFIG);
        boolean runtime = a.is(RUNTIME);
        refuseIf(config == runtime, a, "it is either configuration or runtime");
        refuseIf(
                config && subject.category() == ImmClass.Category.RUNTIME,
                a,
                "a runtime class has no configuration attribute");
        refuseIf(config && a.is(PERSISTENT), a, "configuration is never SA_PERSISTENT");
        refuseIf(config && a.is(CACHED) && !a.is(PERSISTENT), a, "configuration is never SA_CACHED");
        refuseIf(runtime && a.is(WRITABLE), a, "a runtime attribute is never SA_WRITABLE");
        refuseIf(runtime && a.is(INITIALIZED), a, "a runtime attribute is never SA_INITIALIZED");
        refuseIf(runtime && !a.is(CACHED) && a.is(NOTIFY), a, "SA_NOTIFY needs configuration or SA_CACHED");
    }

    private void checkMultiplicity(ImmAttribute a) {
        refuseIf(a.is(NO_DUPLICATES) && !a.is(MULTI_VALUE), a, "SA_NO_DUPLICATES needs SA_MULTI_VALUE");
        refuseIf(a.is(RDN) && a.is(MULTI_VALUE), a, "the naming attribute has one value");
    }

    private void checkReference(ImmAttribute a) {
        refuseIf(a.is(DN) && a.type() != ValueType.STRING, a, "SA_DN needs type SA_STRING_T");
        if (a.is(NO_DANGLING)) {
            refuseIf(a.is(RUNTIME), a, "a runtime attribute is never SA_NO_DANGLING");
            refuseIf(a.is(RDN), a, "the naming attribute is never SA_NO_DANGLING");
            refuseIf(!a.isReference(), a, "SA_NO_DANGLING needs type SA_NAME_T, or SA_STRING_T with SA_DN");
        }
    }

    private void checkDefault(ImmAttribute a) {
        refuseIf(a.is(STRONG_DEFAULT) && a.defaultValue().isEmpty(), a, "SA_STRONG_DEFAULT needs a default value");
        if (a.defaultValue().isEmpty()) {
            return;
        }
        refuseIf(
                !a.type().accepts(a.defaultValue().get()),
                a,
                "the default is not of type " + a.type().xmlName());
        refuseIf(a.is(INITIALIZED), a, "SA_INITIALIZED excludes a default");
        refuseIf(a.is(RDN), a, "the naming attribute has no default");
        refuseIf(a.is(NO_DANGLING), a, "SA_NO_DANGLING excludes a default");
        refuseIf(a.is(RUNTIME) && !a.is(CACHED), a, "a runtime attribute with a default is SA_CACHED");
    }

    private void checkRdn(ImmAttribute a) {
        refuseIf(
                a.type() != ValueType.STRING && a.type() != ValueType.NAME,
                a,
                "the naming attribute is SA_STRING_T or SA_NAME_T");
        if (subject.category() == ImmClass.Category.CONFIG) {
            refuseIf(!a.is(CONFIG), a, "the naming attribute of a configuration class is configuration");
            refuseIf(a.is(WRITABLE), a, "the naming attribute is never SA_WRITABLE");
            return;
        }
        refuseIf(!a.is(CACHED), a, "the naming attribute of a runtime class is SA_CACHED or SA_PERSISTENT");
        boolean persistent = subject.attributes().stream().anyMatch(other -> other.is(PERSISTENT));
        refuseIf(
                persistent && !a.is(PERSISTENT),
                a,
                "the naming attribute of a runtime class with SA_PERSISTENT attributes is SA_PERSISTENT");
    }
}
