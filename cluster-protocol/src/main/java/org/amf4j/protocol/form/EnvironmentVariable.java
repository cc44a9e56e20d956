package org.amf4j.protocol.form;

/** The variables that programs of amf4j read from their environment, and those that components find in theirs. */
public enum EnvironmentVariable {
    AMF_DIR(Reader.COMMAND, "path", "the one started last", "the folder of the local cluster that is meant"),
    AMF_HOME(Reader.COMMAND, "path", "that of `./amf`", "the installation; `./amf` sets it"),
    AMF_NO_BUILD(Reader.COMMAND, "`1`", "not set", "use what was built last, look at no sources"),
    AMF_MODELS(Reader.COMMAND, "path", "`models`", "folder with jars of redundancy models of your own"),
    AMF_NODE_MIB(
            Reader.COMMAND,
            "MiB",
            "256, a witness 48",
            "heap of a node's process; a controller with 100,000 service instances needs 2048"),
    AMF_NODE_COMPILER(
            Reader.COMMAND,
            "`quick`, `full`",
            "`quick`",
            "how a node's process is compiled: soon after its first use, or what is used often once more, for many writes to"
                    + " checkpoints"),
    AMF_TERMINAL(Reader.COMMAND, "any", "not set", "colours are shown; `./amf` sets it when it writes to a terminal"),
    AMF_TERMINAL_IN(
            Reader.COMMAND,
            "any",
            "not set",
            "with `AMF_TERMINAL`: it asks before it takes something away; `./amf` sets it when it reads from a terminal"),
    NO_COLOR(Reader.COMMAND, "any", "not set", "no colours, whatever it writes to"),
    JAVA_HOME(Reader.COMMAND, "path", "the first one found", "a JDK 21 or newer to use"),
    AMF_REALTIME(
            Reader.NODE,
            "`no`, `node`, `all`",
            "no",
            "real-time priority for the node's process, or for what it runs, too; needs the right to it"),
    AMF_AGENT_PID_FILE(
            Reader.NODE,
            "`kept`",
            "not set",
            "who starts the node keeps `agent.pid`: the node's own process number means nothing outside of its namespace"),
    AMF_AGENT_SOCKET(
            Reader.COMPONENT,
            "path",
            "",
            "the socket of the node's agent; programs that are no components find it so, too"),
    SA_AMF_COMPONENT_NAME(Reader.COMPONENT, "DN", "", "which component the process is"),
    AMF_INSTANCE(Reader.COMPONENT, "text", "", "which instantiation of it a command belongs to"),
    AMF_RUN_DIR(Reader.COMPONENT, "path", "", "a folder of the component's own"),
    AMF_REPORT_PIPE(Reader.COMPONENT, "path", "", "a pipe into which scripts write error reports"),
    AMF_NODE(Reader.COMPONENT, "text", "", "the name of the node"),
    AMF_CSI_EPOCH(
            Reader.COMPONENT,
            "number",
            "",
            "in which epoch a component that serves by running does so, a token for shared storage");

    private final Reader reader;
    private final String accepted;
    private final String otherwise;
    private final String meaning;

    /** Whose environment it is. */
    public enum Reader {
        COMMAND("`./amf`, whatever it is called for"),
        NODE("`./amf node` and what starts nodes"),
        COMPONENT("Processes and commands of components: what they find");

        private final String title;

        Reader(String title) {
            this.title = title;
        }

        /** What it is called. */
        public String title() {
            return title;
        }
    }

    EnvironmentVariable(Reader reader, String accepted, String otherwise, String meaning) {
        this.reader = reader;
        this.accepted = accepted;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    /** Whose environment it is. */
    public Reader reader() {
        return reader;
    }

    /** What it may be, with the unit. */
    public String accepted() {
        return accepted;
    }

    /** What holds when it is not set; empty for what is always set. */
    public String otherwise() {
        return otherwise;
    }

    /** What it is. */
    public String meaning() {
        return meaning;
    }
}
