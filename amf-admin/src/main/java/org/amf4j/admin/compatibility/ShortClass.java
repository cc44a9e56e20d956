package org.amf4j.admin.compatibility;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Short names of AMF's classes. */
final class ShortClass {

    private static final Map<String, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("app", "SaAmfApplication"),
            Map.entry("comp", "SaAmfComp"),
            Map.entry("csi", "SaAmfCSI"),
            Map.entry("csiass", "SaAmfCSIAssignment"),
            Map.entry("node", "SaAmfNode"),
            Map.entry("sg", "SaAmfSG"),
            Map.entry("si", "SaAmfSI"),
            Map.entry("siass", "SaAmfSIAssignment"),
            Map.entry("su", "SaAmfSU"),
            Map.entry("ng", "SaAmfNodeGroup"),
            Map.entry("cluster", "SaAmfCluster"),
            Map.entry("appbasetype", "SaAmfAppBaseType"),
            Map.entry("apptype", "SaAmfAppType"),
            Map.entry("csbasetype", "SaAmfCSBaseType"),
            Map.entry("cstype", "SaAmfCSType"),
            Map.entry("compbasetype", "SaAmfCompBaseType"),
            Map.entry("comptype", "SaAmfCompType"),
            Map.entry("compcstype", "SaAmfCompCsType"),
            Map.entry("ctcstype", "SaAmfCtCsType"),
            Map.entry("hc", "SaAmfHealthcheck"),
            Map.entry("hctype", "SaAmfHealthcheckType"),
            Map.entry("nodeswbundle", "SaAmfNodeSwBundle"),
            Map.entry("sgbasetype", "SaAmfSGBaseType"),
            Map.entry("sgtype", "SaAmfSGType"),
            Map.entry("sidep", "SaAmfSIDependency"),
            Map.entry("sirankedsu", "SaAmfSIRankedSU"),
            Map.entry("subasetype", "SaAmfSUBaseType"),
            Map.entry("sutype", "SaAmfSUType"),
            Map.entry("sutcomptype", "SaAmfSutCompType"),
            Map.entry("sibasetype", "SaAmfSvcBaseType"),
            Map.entry("sitype", "SaAmfSvcType"),
            Map.entry("sitypecstype", "SaAmfSvcTypeCSTypes"),
            Map.entry("csiattr", "SaAmfCSIAttribute"),
            Map.entry("compglobalattr", "SaAmfCompGlobalAttributes")));

    private ShortClass() {}

    static String named(String name) {
        return Optional.ofNullable(NAMES.get(name))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "there is no class " + name + "; there are " + NAMES.keySet(), ""));
    }
}
