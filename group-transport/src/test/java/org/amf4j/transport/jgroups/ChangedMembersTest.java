package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.GroupChannelContract.Recorder;
import org.amf4j.transport.LoggedRefusals;
import org.amf4j.transport.TestCertificates;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that come and go while the channels of the others are open. */
final class ChangedMembersTest {

    private static final List<String> OLD = List.of("a", "b");
    private static final List<String> ALL = List.of("a", "b", "c");

    private final Map<String, ChannelConfig.Endpoint> all = JGroupsChannelTest.endpoints(ALL);
    private final Map<String, ChannelConfig.Endpoint> old = without("c");
    private final LoggedRefusals refusals = new LoggedRefusals();
    private final List<JGroupsChannel> opened = new ArrayList<>();
    private TestCertificates certificates;

    @TempDir
    private Path directory;

    @BeforeEach
    void makeCertificates() {
        certificates = TestCertificates.in(directory.resolve("certificates").toString());
    }

    @AfterEach
    void close() {
        opened.reversed().forEach(JGroupsChannel::close);
        refusals.close();
    }

    private Map<String, ChannelConfig.Endpoint> without(String member) {
        Map<String, ChannelConfig.Endpoint> left = new TreeMap<>(all);
        left.remove(member);
        return left;
    }

    /** A member with its channel. */
    private record Member(JGroupsChannel channel, Recorder heard) {}

    private Member open(String name, Map<String, ChannelConfig.Endpoint> members, boolean secured) throws IOException {
        Optional<NodeCredentials> own = secured ? Optional.of(certificates.of(name)) : Optional.empty();
        JGroupsChannel channel =
                new JGroupsChannel(new ChannelConfig("changing", name, members, ChannelConfig.Detection.DEFAULT), own);
        Recorder heard = new Recorder(channel) {};
        opened.add(channel);
        channel.open(heard);
        return new Member(channel, heard);
    }

    private static void awaitView(List<String> members, Member... who) {
        for (Member each : who) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(each.heard().view()).isEqualTo(members));
        }
    }

    @Test
    @DisplayName("who is refused as a stranger is let in when the others have named it, and is heard")
    void comes() throws IOException {
        Member a = open("a", old, true);
        Member b = open("b", old, true);
        awaitView(OLD, a, b);
        Member c = open("c", all, true);
        refusals.await("its certificate names c", "same cluster.yaml");
        assertThat(a.heard().view()).isEqualTo(OLD);

        a.channel().replaceMembers(all);
        b.channel().replaceMembers(all);

        awaitView(ALL, a, b, c);
        a.heard().send("c", "welcome");
        c.heard().send("b", "hello");
        c.heard().awaitMessages("a:welcome");
        b.heard().awaitMessages("c:hello");
    }

    @Test
    @DisplayName("who is named no more loses its connections, is not heard and is not let in again")
    void goes() throws IOException {
        Member a = open("a", all, true);
        Member b = open("b", all, true);
        Member c = open("c", all, true);
        awaitView(ALL, a, b, c);

        a.channel().replaceMembers(old);
        b.channel().replaceMembers(old);

        awaitView(OLD, a, b);
        awaitView(List.of("c"), c);
        refusals.await("certificate", "names c", "cluster.yaml"); // whoever of the two connects first
        c.heard().send("a", "not for you");
        b.heard().send("a", "hello");
        a.heard().awaitMessages("b:hello");
        assertThat(a.heard().view()).isEqualTo(OLD);
    }

    @Test
    @DisplayName(
            "without certificates a stranger in the group is heard when it has been named, and not any more when it is not")
    void insecure() throws IOException {
        Member a = open("a", old, false);
        Member c = open("c", all, false);
        awaitView(List.of("a", "c"), c);
        assertThat(a.heard().view()).isEqualTo(List.of("a"));

        a.channel().replaceMembers(without("b"));

        awaitView(List.of("a", "c"), a);
        c.heard().send("a", "hello");
        a.heard().awaitMessages("c:hello");

        a.channel().replaceMembers(old);
        awaitView(List.of("a"), a);
    }

    @Test
    @DisplayName("a list without this member changes nothing")
    void withoutItself() throws IOException {
        Member a = open("a", all, true);
        Member b = open("b", all, true);
        awaitView(OLD, a, b);

        assertThatThrownBy(() -> a.channel().replaceMembers(without("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("member a is not among the members");

        Member c = open("c", all, true);
        awaitView(ALL, a, b, c);
    }
}
