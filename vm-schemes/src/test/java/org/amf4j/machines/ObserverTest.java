package org.amf4j.machines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The observer of guests")
class ObserverTest {

    private final Observer observer = new Observer();

    private void heard(long atNanos, String boot) {
        observer.heard("10.77.0.101 " + atNanos + " " + boot);
    }

    @Test
    @DisplayName("an outage is from the last answer of one boot to the first of the next")
    void outage() {
        heard(100, "a");
        heard(200, "a");
        assertThat(observer.returned("10.77.0.101", 150)).isEmpty();

        heard(900, "b");
        heard(1000, "b");

        assertThat(observer.returned("10.77.0.101", 250)).contains(new Observer.Return(700, 900));
        assertThat(observer.returned("10.77.0.101", 950))
                .as("of an earlier fault")
                .isEmpty();
        assertThat(observer.returned("10.77.0.102", 0)).isEmpty();
        assertThat(observer.copies()).isZero();
        assertThat(observer.hasAnswered("10.77.0.101", 1000)).isTrue();
        assertThat(observer.hasAnswered("10.77.0.101", 1001)).isFalse();
    }

    @Test
    @DisplayName("a machine that goes on with its memory has no new boot, but a gap")
    void gap() {
        heard(100, "a");
        heard(900, "a");
        heard(950, "a");
        heard(1600, "a");
        heard(1700, "a");

        assertThat(observer.longestGapNanos("10.77.0.101", 0)).isEqualTo(800);
        assertThat(observer.longestGapNanos("10.77.0.101", 940)).isEqualTo(650);
        assertThat(observer.longestGapNanos("10.77.0.101", 1701)).isZero();
        assertThat(observer.longestGapNanos("10.77.0.102", 0)).isZero();
        assertThat(observer.returned("10.77.0.101", 0)).isEmpty();
        assertThat(observer.boot("10.77.0.101")).isEqualTo("a");
        assertThat(observer.boot("10.77.0.102")).isEmpty();
    }

    @Test
    @DisplayName("a number that is not above the one before has gone back, whoever says it")
    void numbers() {
        assertThat(observer.number("count")).isZero();
        observer.heard("count 100 a 7");
        observer.heard("count 200 a 8");
        observer.heard("count 900 b 10");
        assertThat(observer.number("count")).isEqualTo(10);
        assertThat(observer.numbersGoneBack("count")).isZero();

        observer.heard("count 1000 b 10");
        observer.heard("count 1100 b 9");

        assertThat(observer.numbersGoneBack("count")).isEqualTo(2);
        assertThat(observer.boot("count")).isEqualTo("b");
    }

    @Test
    @DisplayName("a boot that answers after a later one has is a copy")
    void copies() {
        heard(100, "a");
        heard(200, "b");
        assertThat(observer.copies()).isZero();

        heard(300, "a");
        heard(400, "b");
        heard(500, "a");

        assertThat(observer.copies()).isEqualTo(2);
    }
}
