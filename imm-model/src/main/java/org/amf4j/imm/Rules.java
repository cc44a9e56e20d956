package org.amf4j.imm;

/** The numbered statements and sections of the specification that problems refer to. */
final class Rules {

    /** Schema of files, types and ranges of values. */
    static final String SCHEMA = "IMM-002";

    static final String PARENT_EXISTS = "IMM-003";
    static final String CLASS_RULES = "IMM-006";
    static final String INITIALIZED = "IMM-010";
    static final String SINGLE_VALUE = "IMM-012";
    static final String NO_DUPLICATES = "IMM-014";
    static final String NO_DANGLING = "IMM-015";
    static final String NAME_CHARACTERS = "IMM-041";
    static final String BUILT_IN_CLASS = "AMF-002";
    static final String PARENT_CLASS = "AMF-003";

    /** Changes of a class's definition. */
    static final String SCHEMA_CHANGE = "IMM section 1";

    /** How names are formed. */
    static final String NAMES = "IMM section 2";

    /** What a file may hold. */
    static final String FILE = "IMM section 3";

    /** What creating an object demands. */
    static final String CREATION = "IMM section 5.1";

    private Rules() {}
}
