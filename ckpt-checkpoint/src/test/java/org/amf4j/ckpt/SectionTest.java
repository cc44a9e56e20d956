package org.amf4j.ckpt;

import static org.amf4j.api.AisStatus.ERR_ACCESS;
import static org.amf4j.api.AisStatus.ERR_EXIST;
import static org.amf4j.api.AisStatus.ERR_INVALID_PARAM;
import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;
import static org.amf4j.api.AisStatus.ERR_NO_SPACE;
import static org.amf4j.api.AisStatus.OK;
import static org.amf4j.ckpt.Process.bytes;
import static org.amf4j.ckpt.Process.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.node.Effect;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be done with sections. */
class SectionTest {

    private final SimulatedCluster cluster = new SimulatedCluster(11, 3);
    private final Process process =
            new Process(cluster, "n1").created(Process.attributes(WriteMode.ALL_REPLICAS, false, 4));

    @Test
    @Tag("CKPT-009")
    void theOnlySectionIsAlwaysThere() {
        Process single = new Process(cluster, "n1");
        single.open("safCkpt=single", Optional.of(Process.attributes(WriteMode.ALL_REPLICAS, false, 1)), 7);

        assertThat(single.read(SectionId.DEFAULT)).isEmpty();
        assertThat(single.overwrite(SectionId.DEFAULT, "x")).isEqualTo(OK);
        assertThat(single.read(SectionId.DEFAULT)).isEqualTo("x");
        assertThat(single.create("another", "y")).isEqualTo(ERR_EXIST);
        assertThat(single.delete("")).isEqualTo(ERR_INVALID_PARAM);
        assertThat(single.expire("", cluster.epochNanos() + 1_000_000_000)).isEqualTo(ERR_INVALID_PARAM);
    }

    @Test
    @Tag("CKPT-010")
    void thereAreNoMoreSectionsThanAllowed() {
        assertThat(process.create("a", "1")).isEqualTo(OK);
        assertThat(process.create("a", "1")).isEqualTo(ERR_EXIST);
        for (String more : List.of("b", "c", "d")) {
            assertThat(process.create(more, "1")).isEqualTo(OK);
        }

        assertThat(process.create("e", "1")).isEqualTo(ERR_NO_SPACE);
        assertThat(process.create("f", "1")).isEqualTo(ERR_NO_SPACE);

        assertThat(cluster.space("n1")).containsExactly(new Effect.Space(Process.NAME, true));
        assertThat(process.delete("a")).isEqualTo(OK);
        assertThat(cluster.space("n1")).last().isEqualTo(new Effect.Space(Process.NAME, false));
        assertThat(process.create("e", "1")).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-011")
    void chosenIdsAreUniqueAndUsable() {
        Process other = new Process(cluster, "n2").opened();
        List<SectionId> made = List.of(process.make("a"), other.make("b"), process.make("c"), other.make("d"));

        assertThat(made).doesNotHaveDuplicates();
        assertThat(other.read(made.get(0))).isEqualTo("a");
        assertThat(process.overwrite(made.get(1), "bb")).isEqualTo(OK);
        assertThat(other.read(made.get(1))).isEqualTo("bb");
    }

    @Test
    @Tag("CKPT-012")
    void anOpeningPermitsWhatItsFlagsSay() {
        process.create("a", "x");
        Process reader = new Process(cluster, "n2");
        reader.open(Optional.empty(), OpenFlag.READ.value());
        Process writer = new Process(cluster, "n2");
        writer.open(Optional.empty(), OpenFlag.WRITE.value());

        assertThat(reader.overwrite(id("a"), "y")).isEqualTo(ERR_ACCESS);
        assertThat(reader.create("b", "y")).isEqualTo(ERR_ACCESS);
        assertThat(reader.delete("a")).isEqualTo(ERR_ACCESS);
        assertThat(reader.read(id("a"))).isEqualTo("x");
        assertThat(writer.read(id("a"))).isEqualTo("ERR_ACCESS");
        assertThat(writer.follow(true)).isEqualTo(ERR_ACCESS);
        assertThat(writer.overwrite(id("a"), "y")).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-013")
    void aWriteSaysWhichElementHasNoSection() {
        process.create("a", "x");

        Effect.Reply reply =
                process.write(new SectionWrite(id("a"), 0, bytes("y")), new SectionWrite(id("b"), 0, bytes("y")));

        assertThat(reply.status()).isEqualTo(ERR_NOT_EXIST);
        assertThat(reply.text()).startsWith("element 1:");
        assertThat(process.read(id("a"))).isEqualTo("x");
    }

    @Test
    @Tag("CKPT-014")
    void aWriteBeyondTheLargestSectionChangesNothing() {
        process.create("a", "x");

        Effect.Reply reply =
                process.write(new SectionWrite(id("a"), 0, bytes("y")), new SectionWrite(id("a"), 1_024, bytes("y")));

        assertThat(reply.status()).isEqualTo(ERR_INVALID_PARAM);
        assertThat(reply.text()).startsWith("element 1:");
        assertThat(process.read(id("a"))).isEqualTo("x");
    }

    @Test
    @Tag("CKPT-015")
    void writingGrowsAndOverwritingReplaces() {
        process.create("a", "abc");

        process.write(new SectionWrite(id("a"), 2, bytes("XYZ")));
        assertThat(process.read(id("a"))).isEqualTo("abXYZ");
        process.write(new SectionWrite(id("a"), 0, bytes("1")));
        assertThat(process.read(id("a"))).isEqualTo("1bXYZ");
        process.write(new SectionWrite(id("a"), 7, bytes("9")));
        assertThat(process.read(id("a"))).isEqualTo("1bXYZ\0\0" + "9");
        process.overwrite(id("a"), "no");
        assertThat(process.read(id("a"))).isEqualTo("no");
        process.overwrite(id("a"), "");
        assertThat(process.checkpointStatus().usedBytes()).isZero();
    }

    @Test
    @Tag("CKPT-016")
    void readingStopsAtTheEnd() {
        process.create("a", "abcdef");

        assertThat(Process.texts(process.readPart(id("a"), 6, 10))).containsExactly("");
        assertThat(process.readPart(id("a"), 7, 1).status()).isEqualTo(ERR_INVALID_PARAM);
        assertThat(Process.texts(process.readPart(id("a"), 1, 2))).containsExactly("bc");
        assertThat(Process.texts(process.readPart(id("a"), 4, 10))).containsExactly("ef");
    }

    @Test
    @Tag("CKPT-017")
    void withoutALengthEverythingFromTheOffsetIsRead() {
        process.create("a", "abcdef");

        assertThat(Process.texts(process.readPart(id("a"), 2, SectionRead.TO_END)))
                .containsExactly("cdef");
    }

    @Test
    @Tag("CKPT-019")
    void listingGivesEverySectionThatStaysExactlyOnce() {
        Process many = new Process(cluster, "n1");
        many.open("safCkpt=many", Optional.of(Process.attributes(WriteMode.ALL_REPLICAS, false, 200)), 7);
        for (int i = 0; i < 50; i++) {
            many.create("stays%02d".formatted(i), "x");
            many.create("goes%02d".formatted(i), "x");
        }

        List<String> seen = new ArrayList<>();
        SectionId after = SectionId.DEFAULT;
        List<SectionDescriptor> page = many.sections(SectionFilter.ANY, after, true, 7);
        for (int i = 0; !page.isEmpty(); i++) {
            page.forEach(s -> seen.add(s.id().toString()));
            many.delete("goes%02d".formatted(i));
            many.create("comes%02d".formatted(i), "x");
            after = page.get(page.size() - 1).id();
            page = many.sections(SectionFilter.ANY, after, false, 7);
        }

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen).filteredOn(s -> s.startsWith("stays")).hasSize(50);
    }

    @Test
    @Tag("CKPT-020")
    void filtersChooseByExpiration() {
        long now = cluster.epochNanos();
        long hour = 3_600_000_000_000L;
        process.create("soon", now + hour, "x");
        process.create("late", now + 3 * hour, "x");
        process.create("never", "x");

        assertThat(process.sections(SectionFilter.ANY)).containsExactly("late", "never", "soon");
        assertThat(process.sections(SectionFilter.FOREVER)).containsExactly("never");
        assertThat(process.sections(SectionFilter.expiringBy(now + 2 * hour))).containsExactly("soon");
        assertThat(process.sections(SectionFilter.expiringFrom(now + 2 * hour))).containsExactly("late", "never");
        assertThat(process.sections(SectionFilter.CORRUPTED)).isEmpty();
        assertThat(process.sections(SectionFilter.ANY, id("soon"), false, 10)).isEmpty();
    }

    @Test
    @Tag("CKPT-021")
    void anExpiredSectionIsGoneOnAllReplicas() {
        process.create("a", cluster.epochNanos() + 2_000_000_000L, "x");
        process.create("b", cluster.epochNanos() + 2_000_000_000L, "y");
        assertThat(process.expire("b", cluster.epochNanos() + 60_000_000_000L)).isEqualTo(OK);
        assertThat(process.expire("b", cluster.epochNanos() - 1)).isEqualTo(ERR_INVALID_PARAM);
        Process elsewhere = new Process(cluster, "n2").opened();
        assertThat(elsewhere.read(id("a"))).isEqualTo("x");

        cluster.run(2_500);

        assertThat(process.read(id("a"))).isEqualTo("ERR_NOT_EXIST");
        assertThat(elsewhere.read(id("a"))).isEqualTo("ERR_NOT_EXIST");
        assertThat(elsewhere.read(id("b"))).isEqualTo("y");
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }
}
