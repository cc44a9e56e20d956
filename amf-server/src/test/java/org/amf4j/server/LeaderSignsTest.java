package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.node.OperatorHandler;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.admin.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LeaderSignsTest {

    private final AtomicLong now = new AtomicLong();
    private final Leader leader = new Leader();
    private final LeaderSigns signs = new LeaderSigns("n1", List.of("n1", "n2", "n3"), leader, now::get);
    private final List<AdminReply> replies = new ArrayList<>();

    /** Answers when it is told to. */
    private static final class Leader implements OperatorHandler {
        private final List<AdminRequest> asked = new ArrayList<>();
        private final List<String> withdrawn = new ArrayList<>();
        private Consumer<AdminReply> reply = r -> {};

        @Override
        public void handle(AdminRequest request, Consumer<AdminReply> answer) {
            asked.add(request);
            reply = answer;
        }

        @Override
        public void withdraw(String id) {
            withdrawn.add(id);
        }
    }

    @AfterEach
    void close() {
        signs.close();
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        signs.look();
    }

    private static AdminRequest lock(String id) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setOperation(Operation.newBuilder().setTarget("su1"))
                .build();
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("without a sign of a leader for three seconds a request is refused at once, and not passed on")
    void refuses() {
        signs.heard(List.of("n1", "n3"));
        pass(4);

        signs.handle(lock("a"), replies::add);

        assertThat(leader.asked).isEmpty();
        assertThat(replies).hasSize(1);
        assertThat(replies.get(0).getId()).isEqualTo("a");
        assertThat(replies.get(0).getStatus()).isEqualTo(AisStatus.ERR_UNAVAILABLE.value());
        assertThat(replies.get(0).getText())
                .isEqualTo("no majority of the controllers n1, n2, n3 decides: n1 has heard of no leader for 4 s"
                        + " and cannot hear n2; nothing was done");
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("a request that was passed on before is answered, too: it may have been done; a question has no doubt")
    void answersWhatWaits() {
        signs.handle(lock("a"), replies::add);
        AdminRequest question = AdminRequest.newBuilder()
                .setId("b")
                .setQuery(Query.newBuilder().setKind("status"))
                .build();
        signs.handle(question, replies::add);
        pass(2);
        assertThat(replies).isEmpty();

        pass(2);

        assertThat(replies)
                .extracting(AdminReply::getStatus)
                .containsExactly(AisStatus.ERR_TIMEOUT.value(), AisStatus.ERR_UNAVAILABLE.value());
        assertThat(replies.get(0).getText()).endsWith("whether it was done before is not known");
        assertThat(leader.withdrawn)
                .as("the next leader does not do it, seconds or minutes later")
                .containsExactly("a", "b");
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("a change that was passed on before is refused with the word that it may have been done")
    void changeInDoubt() {
        AdminRequest change = AdminRequest.newBuilder()
                .setId("c")
                .setChange(ConfigurationChange.newBuilder())
                .build();
        signs.handle(change, replies::add);

        pass(4);

        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.getStatus()).isEqualTo(AisStatus.ERR_UNAVAILABLE.value());
            assertThat(reply.getInDoubt()).isTrue();
            assertThat(reply.getText()).endsWith("whether it was done before is not known");
        });
        signs.handle(change, replies::add);
        assertThat(replies.get(1).getInDoubt()).as("not passed on this time").isFalse();
    }

    @Test
    @DisplayName("with signs of a leader a request may take as long as it takes, and is answered once")
    void waits() {
        signs.handle(lock("a"), replies::add);
        for (int second = 0; second < 100; second++) {
            signs.seen();
            pass(1);
        }
        assertThat(replies).isEmpty();

        AdminReply done = AdminReply.newBuilder()
                .setId("a")
                .setStatus(AisStatus.OK.value())
                .build();
        leader.reply.accept(done);
        leader.reply.accept(done);

        assertThat(replies).containsExactly(done);
        pass(100);
        assertThat(replies).hasSize(1);
    }

    @Test
    @DisplayName("when a leader is heard of again, requests are passed on again")
    void comesBack() {
        pass(100);
        signs.seen();

        signs.handle(lock("a"), replies::add);

        assertThat(leader.asked).hasSize(1);
        assertThat(replies).isEmpty();
    }
}
