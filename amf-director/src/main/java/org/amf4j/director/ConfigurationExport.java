package org.amf4j.director;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.view.MembershipAttributes;
import org.amf4j.core.view.RuntimeAttributes;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.InformationModel;

/** The configuration of a running cluster as an IMM XML file, packed, that loads again as the same configuration. */
final class ConfigurationExport {

    /** Objects of the largest model that is exported: nobody should wait for longer than it takes to write them. */
    static final int OBJECTS_MAX = 20_000;

    private ConfigurationExport() {}

    /** The file, compressed, in Base64; administrative states are those of this moment. */
    static String of(ClusterState state, boolean allClasses) {
        Model model = state.model();
        if (model.objects().size() > OBJECTS_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "the configuration has " + model.objects().size() + " objects; " + OBJECTS_MAX
                            + " can be exported at most");
        }
        List<ImmObject> objects = new ArrayList<>(model.objects().size());
        model.objects().values().forEach(o -> objects.add(asItIs(state, o)));
        state.imm().objects().stream()
                .filter(o -> Optional.ofNullable(model.classes().get(o.className()))
                        .filter(ImmClass::isStored)
                        .isPresent())
                .forEach(o -> objects.add(persistent(model.classes().get(o.className()), o)));
        InformationModel file = InformationModel.of(model.classes().values(), objects);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            ImmXmlWriter.write(
                    file,
                    allClasses ? ImmXmlWriter.ClassDefinitions.ALL : ImmXmlWriter.ClassDefinitions.NOT_BUILT_IN,
                    packing);
        } catch (IOException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "the configuration cannot be written: " + e.getMessage(), e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The object with those runtime values that survive a restart: what the administrator allows. */
    private static ImmObject asItIs(ClusterState state, ImmObject object) {
        Optional<Entity> entity = state.model().find(object.dn());
        ImmClass type = state.model().classes().get(object.className());
        Map<String, List<Object>> runtime = entity.map(e -> RuntimeAttributes.of(state, e))
                .orElseGet(() -> MembershipAttributes.of(state.membership(), object.dn()));
        Map<String, List<Object>> published = state.imm().attributes(object.dn());
        if (runtime.isEmpty() && published.isEmpty() || type == null) {
            return object;
        }
        Map<String, List<Object>> values = new LinkedHashMap<>(object.attributes());
        runtime.forEach((name, present) -> {
            boolean survives = type.attribute(name)
                    .filter((ImmAttribute a) -> a.is(AttributeFlag.PERSISTENT))
                    .isPresent();
            boolean usual = present.equals(List.of((Object) (long) AdminState.UNLOCKED.value()));
            if (survives && (values.containsKey(name) || !usual)) {
                values.put(name, present);
            }
        });
        persistent(type, new ImmObject(object.dn(), object.className(), published))
                .attributes()
                .forEach(values::put);
        return new ImmObject(object.dn(), object.className(), values);
    }

    /** A runtime object as an application has published it, with what survives a restart. */
    private static ImmObject persistent(ImmClass type, ImmObject object) {
        Map<String, List<Object>> kept = new LinkedHashMap<>();
        object.attributes().forEach((name, values) -> {
            if (type.attribute(name).filter(a -> a.is(AttributeFlag.PERSISTENT)).isPresent()) {
                kept.put(name, values);
            }
        });
        return new ImmObject(object.dn(), object.className(), kept);
    }
}
