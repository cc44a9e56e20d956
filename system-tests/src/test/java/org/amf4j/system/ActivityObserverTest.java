package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityObserverTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("who acts after another one has become active has overlapped, even if he was still in between")
    void findsOverlaps() throws IOException {
        ActivityObserver observer = new ActivityObserver(folder);
        try (Claims first = Claims.create(observer.claims("n1").resolve("a"));
                Claims second = Claims.create(observer.claims("n1").resolve("b"));
                Claims other = Claims.create(observer.claims("n2").resolve("a"))) {
            first.begin();
            first.act();
            other.begin();
            second.begin();
            second.act();

            observer.assertNoOverlap();
            first.act();

            assertThatThrownBy(observer::assertNoOverlap)
                    .hasMessageContaining("two active at once")
                    .hasMessageContaining("n1: a and b for");
            assertThat(observer.activations()).isEqualTo(3);
        }
    }
}
