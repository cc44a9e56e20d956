package org.amf4j.imm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a valid model of any size; run by hand it reads such a file and prints how long that took. */
final class LargeFile {

    private static final int OBJECTS_PER_APPLICATION = 10;
    private static final int OBJECTS_SHARED = 14;

    private LargeFile() {}

    /** How many objects a model of so many applications has. */
    static int objects(int applications) {
        return OBJECTS_SHARED + applications * OBJECTS_PER_APPLICATION;
    }

    static void write(Path file, int applications) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(ImmFiles.HEAD);
            writer.write(types());
            for (int i = 0; i < applications; i++) {
                writer.write(application(i));
            }
            writer.write(ImmFiles.TAIL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String types() {
        StringBuilder text = new StringBuilder();
        for (String kind : new String[] {"App", "SG", "SU", "Comp", "Svc", "CS"}) {
            text.append(ImmFiles.object("SaAmf" + kind + "BaseType", rdn(kind) + "=T"));
        }
        String second = "1000000000";
        text.append(ImmFiles.object("SaAmfCSType", version("CS")));
        text.append(ImmFiles.object("SaAmfSvcType", version("Svc")));
        text.append(ImmFiles.object(
                "SaAmfCompType", version("Comp"), "saAmfCtCompCategory", "1", "saAmfCtDefRecoveryOnError", "2"));
        text.append(ImmFiles.object(
                "SaAmfSUType",
                version("SU"),
                "saAmfSutIsExternal",
                "0",
                "saAmfSutDefSUFailover",
                "1",
                "saAmfSutProvidesSvcTypes",
                version("Svc")));
        text.append(ImmFiles.object(
                "SaAmfSGType",
                version("SG"),
                "saAmfSgtRedundancyModel",
                "1",
                "saAmfSgtValidSuTypes",
                version("SU"),
                "saAmfSgtDefAutoAdjustProb",
                second,
                "saAmfSgtDefCompRestartProb",
                second,
                "saAmfSgtDefCompRestartMax",
                "3",
                "saAmfSgtDefSuRestartProb",
                second,
                "saAmfSgtDefSuRestartMax",
                "3"));
        text.append(ImmFiles.object("SaAmfAppType", version("App"), "saAmfApptSGTypes", version("SG")));
        text.append(ImmFiles.object("SaSmfSwBundle", "safSmfBundle=1"));
        text.append(ImmFiles.object("SaSmfSwBundle", "safSmfBundle=2"));
        return text.toString();
    }

    private static String rdn(String kind) {
        return switch (kind) {
            case "SG" -> "safSgType";
            case "SU" -> "safSuType";
            default -> "saf" + kind + "Type";
        };
    }

    private static String version(String kind) {
        return "safVersion=1," + rdn(kind) + "=T";
    }

    private static String application(int i) {
        String app = "safApp=" + i;
        String group = "safSg=1," + app;
        StringBuilder text =
                new StringBuilder(ImmFiles.object("SaAmfApplication", app, "saAmfAppType", version("App")));
        text.append(ImmFiles.object("SaAmfSG", group, "saAmfSGType", version("SG"), "saAmfSGAutoRepair", "1"));
        for (int u = 1; u <= 2; u++) {
            String unit = "safSu=" + u + "," + group;
            String component = "safComp=1," + unit;
            text.append(ImmFiles.object(
                    "SaAmfSU", unit, "saAmfSUType", version("SU"), "saAmfSURank", "" + u, "saAmfSUAdminState", "3"));
            text.append(ImmFiles.object(
                    "SaAmfComp", component, "saAmfCompType", version("Comp"), "saAmfCompCmdEnv", "UNIT=" + u));
            text.append(
                    ImmFiles.object("SaAmfCompCsType", "safSupportedCsType=safVersion=1\\,safCSType=T," + component));
        }
        String instance = "safSi=" + i + "," + app;
        text.append(ImmFiles.object(
                "SaAmfSI",
                instance,
                "saAmfSvcType",
                version("Svc"),
                "saAmfSIProtectedbySG",
                group,
                "saAmfSIRank",
                "3"));
        text.append(ImmFiles.object("SaAmfCSI", "safCsi=1," + instance, "saAmfCSType", version("CS")));
        return text.toString();
    }

    /** Arguments: the file to write, the number of applications. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        int applications = Integer.parseInt(arguments[1]);
        write(file, applications);
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            LoadResult result = ImmXmlReader.read(file);
            long loadMillis = (System.nanoTime() - start) / 1_000_000;
            byte[] exported = ImmFiles.export(result.model());
            long exportMillis = (System.nanoTime() - start) / 1_000_000 - loadMillis;
            System.out.printf(
                    "%d objects, %d problems, load %d ms, export of %d bytes %d ms%n",
                    result.model().objects().size(),
                    result.problems().size(),
                    loadMillis,
                    exported.length,
                    exportMillis);
        }
    }
}
