package org.amf4j.imm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/**
 * What is looked up once for all objects of a class.
 *
 * @param positions where each attribute stands in the class, by its name
 * @param parent what {@link BuiltInClasses#parentOf} says
 * @param isAssociation whether its naming attribute must name an object
 * @param references attributes whose values must name objects
 * @param required attributes that must be given
 * @param defaults one list for all objects that have the default, in the places of the attributes; empty where none is
 */
record Kind(
        ImmClass immClass,
        Map<String, Integer> positions,
        String parent,
        boolean isAssociation,
        List<ImmAttribute> references,
        List<ImmAttribute> required,
        List<List<Object>> defaults) {

    static Kind of(ImmClass immClass) {
        boolean builtIn = BuiltInClasses.find(immClass.name()).isPresent();
        Map<String, Integer> positions = new HashMap<>();
        immClass.attributes().forEach(a -> positions.putIfAbsent(a.name(), positions.size()));
        List<ImmAttribute> references = immClass.attributes().stream()
                .filter(ImmAttribute::isReference)
                .filter(a -> a.is(AttributeFlag.NO_DANGLING) || builtIn && a.is(AttributeFlag.CONFIG))
                .toList();
        List<ImmAttribute> required = immClass.attributes().stream()
                .filter(a -> a.is(AttributeFlag.INITIALIZED) && !a.is(AttributeFlag.RDN))
                .toList();
        List<List<Object>> defaults = immClass.attributes().stream()
                .map(a -> a.is(AttributeFlag.CONFIG) && !required.contains(a) ? a.defaultValue() : Optional.empty())
                .map(value -> value.<List<Object>>map(List::of).orElse(List.of()))
                .toList();
        // A configuration class of ours whose naming attribute holds a name.
        boolean association = builtIn && immClass.rdn().type() == ValueType.NAME;
        String parent = BuiltInClasses.parentOf(immClass.name());
        return new Kind(immClass, positions, parent, association, references, required, defaults);
    }
}
