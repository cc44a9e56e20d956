package org.amf4j.system;

/** A mistake that is made in the model of the demonstration, and the problem that must be found. */
enum WrongFile {
    BAD_XML(
            "<attr><name>saAmfSURank</name><value>1</value></attr>",
            "<attr><name>saAmfSURank</name><value>1</valu></attr>",
            new Problem("</valu>", Models.STREAM_UNIT_1, "not well-formed", "IMM-002")),
    UNKNOWN_CLASS(
            "<object class=\"SaAmfSG\">",
            "<object class=\"SaAmfGroup\">",
            new Problem("SaAmfGroup", "safSg=streamers,safApp=stream", "SaAmfGroup is unknown", "IMM-002")),
    MISSING_ATTRIBUTE(
            "<attr><name>saAmfSvcType</name><value>safVersion=1,safSvcType=streamer</value></attr>",
            "",
            new Problem("<object class=\"SaAmfSI\">", Models.STREAM, "saAmfSvcType", "IMM-010")),
    WRONG_TYPE(
            "<attr><name>saAmfSURank</name><value>1</value></attr>",
            "<attr><name>saAmfSURank</name><value>first</value></attr>",
            new Problem("<value>first<", Models.STREAM_UNIT_1, "'first' is not a number", "IMM-002")),
    DANGLING_REFERENCE(
            "<value>safSg=streamers,safApp=stream</value>",
            "<value>safSg=steamers,safApp=stream</value>",
            new Problem("steamers", Models.STREAM, "does not exist", "IMM-015")),
    DUPLICATE_NAME(
            "<dn>" + Models.STREAM_UNIT_2 + "</dn>",
            "<dn>" + Models.STREAM_UNIT_1 + "</dn><!-- again -->",
            new Problem(
                    "<dn>" + Models.STREAM_UNIT_1 + "</dn><!-- again",
                    Models.STREAM_UNIT_1,
                    "already taken",
                    "IMM section 5\\.1")),
    WRONG_PARENT(
            "<dn>" + Models.STREAM_UNIT_2 + "</dn>",
            "<dn>safSu=su2,safApp=stream</dn>",
            new Problem(
                    "<dn>safSu=su2,safApp=stream", "safSu=su2,safApp=stream", "belongs below a SaAmfSG", "AMF-003")),
    CYCLIC_DEPENDENCY(
            "<dn>safCsi=stream,safSi=stream,safApp=stream</dn>",
            """
            <dn>safCsi=other,safSi=stream,safApp=stream</dn>
                <attr><name>saAmfCSType</name><value>safVersion=1,safCSType=streamer</value></attr>
                <attr><name>saAmfCSIDependencies</name><value>safCsi=stream,safSi=stream,safApp=stream</value></attr>
              </object>
              <object class="SaAmfCSI">
                <dn>safCsi=stream,safSi=stream,safApp=stream</dn>
                <attr><name>saAmfCSIDependencies</name><value>safCsi=other,safSi=stream,safApp=stream</value></attr>
            """,
            new Problem("<value>safCsi=stream,", "safCsi=other,safSi=stream,safApp=stream", "circle", "AMF-009")),
    N_WAY_CAPABILITY(
            "<attr><name>saAmfSgtRedundancyModel</name><value>1</value></attr>",
            "<attr><name>saAmfSgtRedundancyModel</name><value>3</value></attr>",
            new Problem(
                    "<dn>safComp=streamer,safSu=su1", Models.streamer(Models.STREAM_UNIT_1), "N-way needs", "AMF-014")),
    EMPTY_FILE("", "", new Problem("", "-", "the file is empty", "IMM section 3"));

    private final String right;
    private final String wrong;
    private final Problem problem;

    /**
     * What must be found.
     *
     * @param mark the problem is in the line of this text; when it is an object's name, where that object begins
     * @param dn the object
     * @param says a part of the sentence
     * @param rule a regular expression for the rule
     */
    record Problem(String mark, String dn, String says, String rule) {}

    WrongFile(String right, String wrong, Problem problem) {
        this.right = right;
        this.wrong = wrong;
        this.problem = problem;
    }

    /** The wrong text, made from the right one. */
    String text(String model) {
        return this == EMPTY_FILE ? "" : Models.replace(model, right, wrong);
    }

    /** The line that the problem must be reported for. */
    long line(String text) {
        int mark = text.indexOf(problem.mark());
        int at = problem.mark().startsWith("<dn>") ? text.lastIndexOf("<object", mark) : mark;
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    String dn() {
        return problem.dn();
    }

    String says() {
        return problem.says();
    }

    String rule() {
        return problem.rule();
    }
}
