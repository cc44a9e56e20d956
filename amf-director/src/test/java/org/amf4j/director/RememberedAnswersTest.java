package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which answers are remembered. */
class RememberedAnswersTest {

    private final RememberedAnswers answers = new RememberedAnswers();

    private void remember(String id) {
        answers.remember(new Command.Reply(new CommandId(1, 1), id, AisStatus.OK, "of " + id));
    }

    @Test
    @DisplayName("of what an agent sends of applications only the last, and it pushes out nobody else's")
    void lastOfEachSender() {
        remember("lock-1");
        for (int i = 1; i <= 5_000; i++) {
            remember("n1/7/notifications/" + i);
        }
        remember("n2/8/notifications/1");

        assertThat(answers.find("lock-1")).isPresent();
        assertThat(answers.find("n1/7/notifications/5000"))
                .map(Command.Reply::text)
                .contains("of n1/7/notifications/5000");
        assertThat(answers.find("n1/7/notifications/4999")).isEmpty();
        assertThat(answers.all()).hasSize(3);
    }

    @Test
    @DisplayName("others until there are more than allowed, the oldest first; a memory brings them back")
    void bounded() {
        for (int i = 0; i <= RememberedAnswers.REMEMBERED_MAX; i++) {
            remember("r" + i);
        }
        RememberedAnswers later = new RememberedAnswers();
        later.restore(answers.all());

        assertThat(later.find("r0")).isEmpty();
        assertThat(later.find("r1")).isPresent();
        assertThat(later.all()).isEqualTo(answers.all()).hasSize(RememberedAnswers.REMEMBERED_MAX);
    }
}
