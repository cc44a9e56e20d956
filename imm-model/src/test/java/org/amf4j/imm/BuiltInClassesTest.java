package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInClassesTest {

    @Test
    @Tag("AMF-002")
    @DisplayName("AMF-002 every class of the specification is there and keeps the rules for classes")
    void knowsEveryClass() {
        List<String> names = BuiltInClasses.all().stream().map(ImmClass::name).toList();

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "SaAmfAppBaseType",
                        "SaAmfSGBaseType",
                        "SaAmfSUBaseType",
                        "SaAmfSvcBaseType",
                        "SaAmfCSBaseType",
                        "SaAmfCompBaseType",
                        "SaAmfCluster",
                        "SaAmfNode",
                        "SaAmfNodeGroup",
                        "SaAmfNodeSwBundle",
                        "SaAmfApplication",
                        "SaAmfAppType",
                        "SaAmfSG",
                        "SaAmfSGType",
                        "SaAmfSU",
                        "SaAmfSUType",
                        "SaAmfSutCompType",
                        "SaAmfSI",
                        "SaAmfSvcType",
                        "SaAmfSIDependency",
                        "SaAmfSIRankedSU",
                        "SaAmfSIAssignment",
                        "SaAmfSvcTypeCSTypes",
                        "SaAmfCSI",
                        "SaAmfCSType",
                        "SaAmfCSIAttribute",
                        "SaAmfCSIAssignment",
                        "SaAmfCompType",
                        "SaAmfCtCsType",
                        "SaAmfComp",
                        "SaAmfCompCsType",
                        "SaAmfCompGlobalAttributes",
                        "SaAmfHealthcheck",
                        "SaAmfHealthcheckType",
                        "SaClmCluster",
                        "SaClmNode",
                        "SaSmfSwBundle");
        assertThat(BuiltInClasses.all())
                .allSatisfy(immClass ->
                        assertThat(immClass.violations()).as(immClass.name()).isEmpty());
    }

    @ParameterizedTest
    @Tag("AMF-002")
    @DisplayName("AMF-002 attributes have the names, types, flags and defaults of the specification")
    @CsvSource({
        "SaAmfNode, saAmfNodeSuFailOverProb, TIME, CONFIG WRITABLE INITIALIZED, ",
        "SaAmfNode, saAmfNodeSuFailoverMax, UINT32, CONFIG WRITABLE INITIALIZED, ",
        "SaAmfNode, saAmfNodeAutoRepair, UINT32, CONFIG WRITABLE, 1",
        "SaAmfNode, amfNodeCordoned, UINT32, CONFIG WRITABLE, ",
        "SaAmfNodeGroup, saAmfNGNodeList, NAME, CONFIG WRITABLE INITIALIZED MULTI_VALUE, ",
        "SaAmfNodeSwBundle, saAmfNodeSwBundlePathPrefix, STRING, CONFIG INITIALIZED, ",
        "SaAmfNodeSwBundle, safInstalledSwBundle, NAME, CONFIG INITIALIZED RDN, ",
        "SaAmfSG, saAmfSGMaxActiveSIsperSU, UINT32, CONFIG WRITABLE, ",
        "SaAmfSG, saAmfSGNumPrefActiveSUs, UINT32, CONFIG WRITABLE, 1",
        "SaAmfSG, amfSGPlacement, STRING, CONFIG WRITABLE, ",
        "SaAmfSG, amfSGOutlivesLease, UINT32, CONFIG WRITABLE, ",
        "SaAmfSG, amfSGReserveNodes, UINT32, CONFIG WRITABLE, ",
        "SaAmfSG, osafAmfSGSuOperationList, NAME, RUNTIME CACHED MULTI_VALUE, ",
        "SaAmfSG, saAmfSGNumCurrAssignedSUs, UINT32, RUNTIME, ",
        "SaAmfSGType, saAmfSgtRedundancyModel, UINT32, CONFIG INITIALIZED, ",
        "SaAmfSU, saAmfSUAdminState, UINT32, RUNTIME PERSISTENT CACHED, 1",
        "SaAmfSU, saAmfSUAssignedSIs, NAME, RUNTIME MULTI_VALUE, ",
        "SaAmfSI, saAmfSIProtectedbySG, NAME, CONFIG WRITABLE, ",
        "SaAmfSI, saAmfSIPrefActiveAssignments, UINT32, CONFIG WRITABLE, ",
        "SaAmfSIAssignment, safSISU, NAME, RUNTIME CACHED RDN, ",
        "SaAmfSIDependency, saAmfToleranceTime, TIME, CONFIG WRITABLE, 0",
        "SaAmfCSIAttribute, saAmfCSIAttriValue, STRING, CONFIG WRITABLE MULTI_VALUE, ",
        "SaAmfCompType, saAmfCtDefCmdEnv, STRING, CONFIG MULTI_VALUE, ",
        "SaAmfCompType, osafAmfCtDefHcCmdArgv, STRING, CONFIG WRITABLE MULTI_VALUE, ",
        "SaAmfComp, osafAmfCompHcCmdArgv, STRING, CONFIG WRITABLE MULTI_VALUE, ",
        "SaAmfComp, amfCompLifeCycleState, UINT32, RUNTIME, ",
        "SaAmfCompGlobalAttributes, saAmfNumMaxInstantiateWithoutDelay, UINT32, CONFIG WRITABLE, 2",
        "SaClmNode, saClmNodeInitialViewNumber, UINT64, RUNTIME CACHED, ",
        "SaClmNode, saClmNodeAdminState, UINT32, RUNTIME PERSISTENT CACHED, 1",
        "SaSmfSwBundle, safSmfBundle, STRING, CONFIG INITIALIZED RDN, "
    })
    void attributesAreExact(String className, String name, ValueType type, String flags, Long defaultValue) {
        ImmAttribute attribute =
                BuiltInClasses.find(className).orElseThrow().attribute(name).orElseThrow();

        List<AttributeFlag> expected =
                Arrays.stream(flags.split(" ")).map(AttributeFlag::valueOf).toList();
        assertThat(attribute.type()).isEqualTo(type);
        assertThat(attribute.flags()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(attribute.defaultValue()).isEqualTo(Optional.ofNullable(defaultValue));
    }

    @ParameterizedTest
    @Tag("AMF-002")
    @DisplayName("AMF-002 no attribute of a class is missing")
    @CsvSource({
        "SaAmfCluster, 4", "SaAmfNode, 11", "SaAmfNodeGroup, 3", "SaAmfNodeSwBundle, 2",
        "SaAmfApplication, 4", "SaAmfAppType, 2", "SaAmfSG, 26", "SaAmfSGType, 10",
        "SaAmfSU, 17", "SaAmfSUType, 4", "SaAmfSutCompType, 3", "SaAmfSI, 13",
        "SaAmfSvcType, 3", "SaAmfSIDependency, 2", "SaAmfSIRankedSU, 2", "SaAmfSIAssignment, 4",
        "SaAmfSvcTypeCSTypes, 2", "SaAmfCSI, 4", "SaAmfCSType, 2", "SaAmfCSIAttribute, 2",
        "SaAmfCSIAssignment, 3", "SaAmfCompType, 22", "SaAmfCtCsType, 4", "SaAmfComp, 34",
        "SaAmfCompCsType, 6", "SaAmfCompGlobalAttributes, 6", "SaAmfHealthcheck, 3", "SaAmfHealthcheckType, 3",
        "SaAmfAppBaseType, 1", "SaAmfSGBaseType, 1", "SaAmfSUBaseType, 1", "SaAmfSvcBaseType, 1",
        "SaAmfCSBaseType, 1", "SaAmfCompBaseType, 1", "SaClmCluster, 3", "SaClmNode, 13",
        "SaSmfSwBundle, 12"
    })
    void classesAreComplete(String className, int attributes) {
        ImmClass immClass = BuiltInClasses.find(className).orElseThrow();

        assertThat(immClass.attributes()).hasSize(attributes);
    }
}
