package org.amf4j.recorder.snapshot;

/** What a value in a snapshot begins with. The numbers are part of the format: they are never given to anything else. */
final class Tag {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int INT = 3;
    static final int LONG = 4;
    static final int DOUBLE = 5;
    static final int TEXT = 6;
    static final int DN = 7;
    static final int ENUM = 8;
    static final int EMPTY = 9;
    static final int PRESENT = 10;
    static final int LIST = 11;
    static final int SET = 12;
    static final int SORTED_SET = 13;
    static final int DEQUE = 14;
    static final int MAP = 15;
    static final int SORTED_MAP = 16;
    static final int BIT_SET = 17;
    static final int ENTITY = 18;
    static final int RECORD = 19;
    static final int OBJECT = 20;
    static final int IMM_OBJECT = 21;
    static final int BYTES = 22;
    static final int INTS = 23;
    static final int LONGS = 24;

    private Tag() {}
}
