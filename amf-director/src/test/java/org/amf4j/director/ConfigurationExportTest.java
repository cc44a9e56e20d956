package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Command;
import org.amf4j.core.configuration.ChangeReader;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem;
import org.amf4j.protocol.imm.ImmExported;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a cluster goes through load, change, dump and load, and stays what it is. */
class ConfigurationExportTest {

    private static final String SG = "safSg=sg,safApp=app";

    /** What the promise of a change of a thousand objects allows, in nanoseconds. */
    private static final long THOUSAND_NANOS_MAX = 1_000_000_000;

    @TempDir
    Path folder;

    private final Director director = new Director(StandardModels.all());
    private long index;

    private void load(List<ImmObject> objects, List<ImmClass> classes) {
        for (Event part : ConfigurationParts.of(objects, classes)) {
            director.apply(new LogEntry(++index, index, List.of(part)));
        }
    }

    private Model model() {
        return director.state().orElseThrow().model();
    }

    private Command.Reply change(String... lines) {
        ChangeReader reader = new ChangeReader(model());
        Event event = new Event.ConfigurationChanged(
                "r" + index,
                List.of(lines).stream()
                        .map(l -> reader.read(ChangeReader.words(l)))
                        .toList());
        return (Command.Reply) director.apply(new LogEntry(++index, index, List.of(event)))
                .commands()
                .get(0);
    }

    private LoadResult exported() throws IOException {
        return ImmXmlReader.read(List.of(Files.writeString(folder.resolve("dump.xml"), Exports.xml(director))));
    }

    private void assertSame(LoadResult loaded) {
        assertThat(loaded.problems(LocatedProblem.Severity.ERROR)).isEmpty();
        assertThat(loaded.model().objects()).containsExactlyElementsOf(new TreeMap<>(model().objects()).values());
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("what was changed is in the file, and the file loads as the same configuration")
    void roundTrip() throws IOException {
        load(
                ModelText.cluster(3)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(3)
                        .components("c")
                        .instances("SI", 2)
                        .objects(),
                BuiltInClasses.all());

        Command.Reply reply = change(
                "set SU3 saAmfSURank=9",
                "create SaAmfSI safSi=SI3,safApp=app saAmfSvcType=safVersion=1,safSvcType=sg saAmfSIProtectedbySG=" + SG
                        + " \"saAmfSIActiveWeight=cpu=1 core\"",
                "delete si:SI2",
                "create SaAmfSIDependency safDepend=safSi=SI1\\,safApp=app,safSi=SI3,safApp=app");

        assertThat(reply.status()).isEqualTo(AisStatus.ERR_BAD_OPERATION); // SI2 may be assigned
        LoadResult complete = exported(); // with all that classes give to what was left open
        Director other = new Director(StandardModels.all());
        other.apply(loadedFrom(complete));
        assertThat(change("set SU3 saAmfSURank=9").status()).isEqualTo(AisStatus.OK);
        assertThat(model().objects().get(Dn.of("safSu=SU3," + SG)).first("saAmfSURank"))
                .contains(9L);
        LoadResult loaded = exported();
        assertThat(loaded.problems(LocatedProblem.Severity.ERROR)).isEmpty();
        assertThat(loaded.model().values(Dn.of("safSu=SU3," + SG), "saAmfSURank"))
                .containsExactly(9L);
        ChangeReader reader = new ChangeReader(other.state().orElseThrow().model());
        Event same = new Event.ConfigurationChanged("r", List.of(reader.read(List.of("set", "SU3", "saAmfSURank=9"))));
        other.apply(new LogEntry(2, 2, List.of(same)));
        Director fresh = new Director(StandardModels.all());
        fresh.apply(loadedFrom(loaded));
        assertThat(Exports.xml(fresh)).isEqualTo(Exports.xml(other));
    }

    private static LogEntry loadedFrom(LoadResult file) {
        return new LogEntry(
                1,
                1,
                List.of(new Event.ConfigurationLoaded(
                        1, 1, file.model().objects(), file.model().classes())));
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("files of another implementation load, change, dump and load with all their classes and objects")
    void samples() throws IOException {
        Path samples = Path.of("").toAbsolutePath();
        while (samples != null && !Files.isDirectory(samples.resolve("shared/imm-samples"))) {
            samples = samples.getParent();
        }
        assumeTrue(samples != null, "the sample files are not on this machine");
        LoadResult first = ImmXmlReader.read(List.of(
                samples.resolve("shared/imm-samples/cluster-5-nodes.xml"),
                samples.resolve("shared/imm-samples/AppConfig-2N.xml")));
        load(first.model().objects(), first.model().classes());

        assertThat(change("set safSu=SU1,safSg=AmfDemo,safApp=AmfDemo1 saAmfSURank=3")
                        .status())
                .isEqualTo(AisStatus.OK);

        assertSame(exported());
        assertThat(exported().model().objects())
                .hasSameSizeAs(first.model().objects())
                .isNotEqualTo(first.model().objects());
    }

    @Test
    @Tag("IMM-004")
    @DisplayName(
            "a configuration of more than 20,000 objects comes in parts, and is that of the beginning whatever changes")
    void large() {
        load(
                ModelText.cluster(3)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("SI", 11_000)
                        .objects(),
                BuiltInClasses.all());
        ExportDesk desk = new ExportDesk(director);
        ImmExported part = Exports.part(desk, "first", Map.of());
        int before = model().objects().size();

        assertThat(change(
                                "set SU2 saAmfSURank=9",
                                "create SaAmfSI safSi=A,safApp=app saAmfSvcType=safVersion=1,safSvcType=sg"
                                        + " saAmfSIProtectedbySG=" + SG)
                        .status())
                .isEqualTo(AisStatus.OK);
        Set<String> names = new TreeSet<>();
        for (boolean more = true; more; ) {
            assertThat(part.getObjectsCount()).isLessThanOrEqualTo(ConfigurationExport.PART_OBJECTS_MAX);
            part.getObjectsList().forEach(o -> names.add(o.getDn()));
            more = part.getNext() < part.getObjectsInAll();
            part = more ? Exports.part(desk, "next", Exports.after(part)) : part;
        }

        assertThat(names).hasSize(before).hasSizeGreaterThan(20_000).doesNotContain("safSi=A,safApp=app");
        assertThat(Exports.model(director).objects()).hasSize(model().objects().size());
    }

    @Test
    @DisplayName("an export that others have pushed out, or that is none, is refused")
    void unknownExport() {
        load(
                ModelText.cluster(3)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("SI", 1)
                        .objects(),
                BuiltInClasses.all());
        ExportDesk desk = new ExportDesk(director);
        ImmExported first = Exports.part(desk, "first", Map.of());

        assertThat(Exports.part(desk, "again", Exports.after(first)).getObjectsList())
                .isEmpty();
        for (int i = 0; i < ExportDesk.OPEN_MAX; i++) {
            Exports.part(desk, "other" + i, Map.of());
        }

        assertThat(desk.answer("late", Exports.after(first)).getStatus()).isEqualTo(AisStatus.ERR_BAD_HANDLE.value());
        assertThat(desk.answer("late", Map.of("from", "x")).getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
    }

    @Test
    @DisplayName("a change of a thousand objects is judged and applied within a second")
    void thousandObjects() {
        load(
                ModelText.cluster(3)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("SI", 500)
                        .objects(),
                BuiltInClasses.all());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add("create SaAmfSI safSi=new" + i + ",safApp=app saAmfSvcType=safVersion=1,safSvcType=sg"
                    + " saAmfSIProtectedbySG=" + SG);
            lines.add("create SaAmfCSI safCsi=c,safSi=new" + i + ",safApp=app saAmfCSType=safVersion=1,safCSType=sg-c");
        }
        String[] changes = lines.toArray(String[]::new);
        lines.set(999, "create SaAmfCSI safCsi=c,safSi=new499,safApp=app saAmfCSType=safVersion=7,safCSType=sg-c");

        Command.Reply refused = change(lines.toArray(String[]::new));
        long begun = System.nanoTime();
        Command.Reply reply = change(changes);
        long took = System.nanoTime() - begun;

        assertThat(refused.status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(refused.text()).contains("safCsi=c,safSi=new499", "safVersion=7");
        assertThat(reply.status()).as(reply.text()).isEqualTo(AisStatus.OK);
        assertThat(model().instances()).hasSize(1_000);
        assertThat(took).isLessThan(THOUSAND_NANOS_MAX);
    }
}
