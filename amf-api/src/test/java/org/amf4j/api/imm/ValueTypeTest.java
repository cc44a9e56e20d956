package org.amf4j.api.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueTypeTest {

    private static final long SEED = 20_240_601;

    @ParameterizedTest
    @DisplayName("integers are read decimal, hexadecimal and octal, up to the limits of their type")
    @CsvSource({
        "INT32, -2147483648, -2147483648",
        "INT32, +017, 15",
        "UINT32, 0xFFFFffff, 4294967295",
        "UINT32, 0, 0",
        "UINT32, -0, 0",
        "UINT32, 0x10, 16",
        "INT64, -9223372036854775808, -9223372036854775808",
        "INT64, 9223372036854775807, 9223372036854775807",
        "UINT64, 18446744073709551615, -1",
        "UINT64, 01777777777777777777777, -1",
        "TIME, 10000000000, 10000000000",
        "TIME, ' 5 ', 5"
    })
    void readsIntegers(ValueType type, String text, long expected) {
        assertThat(type.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("IMM-002")
    @DisplayName("IMM-002 overflow, trailing text and texts that are no number are refused in words")
    @CsvSource({
        "INT32, 2147483648, outside of SA_INT32_T",
        "INT32, -2147483649, outside of SA_INT32_T",
        "UINT32, 4294967296, outside of SA_UINT32_T",
        "UINT32, -1, outside of SA_UINT32_T",
        "UINT64, -1, outside of SA_UINT64_T",
        "INT64, 9223372036854775808, outside of SA_INT64_T",
        "INT64, -9223372036854775809, outside of SA_INT64_T",
        "UINT64, 18446744073709551616, 'outside of SA_UINT64_T, 0 to 18446744073709551615'",
        "UINT32, 5s, after the number",
        "UINT32, 5 5, after the number",
        "UINT32, 08, leading 0 means octal",
        "UINT32, 0x, not a number",
        "UINT32, '', not a number",
        "UINT32, ten, not a number",
        "UINT32, ٣, not a number",
        "TIME, 1.5, after the number",
        "FLOAT, 1e60, outside of SA_FLOAT_T",
        "DOUBLE, 1e999, outside of SA_DOUBLE_T",
        "DOUBLE, 1d, not a decimal number",
        "DOUBLE, '', not a decimal number",
        "ANY, 0x123, digit pairs",
        "ANY, zz, digit pairs",
        "NAME, safSu, not of the form"
    })
    void refusesWhatIsNotOfTheType(ValueType type, String text, String why) {
        assertThatThrownBy(() -> type.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every value reads back from its text")
    void formatsAndReads(ValueType type) {
        for (Object value : samples(type)) {
            assertThat(type.accepts(value)).isTrue();
            assertThat(type.parse(type.format(value))).isEqualTo(value);
        }
    }

    private static List<Object> samples(ValueType type) {
        SplittableRandom random = new SplittableRandom(SEED);
        return switch (type) {
            case INT32 -> List.of(0L, -1L, (long) Integer.MIN_VALUE, (long) random.nextInt());
            case UINT32 -> List.of(0L, 0xFFFF_FFFFL, random.nextLong(1L << 32));
            case INT64, UINT64, TIME -> List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
            case NAME -> List.of(Dn.of("safSISU=safSu=1\\,safSg=g,safSi=s"));
            case FLOAT -> List.of(0.0, (double) 0.1f, (double) -1.5e30f, Double.NaN, Double.NEGATIVE_INFINITY);
            case DOUBLE -> List.of(0.1, Double.MIN_VALUE, random.nextDouble(), Double.POSITIVE_INFINITY);
            case STRING -> List.of("", " a\tb\n", "\u0001\uD83D\uDE00");
            case ANY -> List.of(new byte[0], new byte[] {0, -1, 17});
        };
    }

    @Test
    @DisplayName("types and flags know the numbers and names of the standard")
    void knowsNumbers() {
        assertThat(ValueType.ofXmlName("SA_NAME_T")).contains(ValueType.NAME);
        assertThat(ValueType.ofXmlName("SA_INT16_T")).isEmpty();
        assertThat(ValueType.ANY.id()).isEqualTo(10);
        assertThat(AttributeFlag.ofXmlName("SA_NO_DANGLING")).contains(AttributeFlag.NO_DANGLING);
        assertThat(AttributeFlag.ofXmlName("SA_RDN")).isEmpty();
        assertThat(AttributeFlag.PERSISTENT.value()).isEqualTo(0x20000);
    }
}
