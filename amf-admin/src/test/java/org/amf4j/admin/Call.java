package org.amf4j.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * One call of the command.
 *
 * @param exitCode what the process would have ended with
 * @param out what it printed
 * @param err what it complained
 */
record Call(int exitCode, String out, String err) {

    /** Calls the command in a folder without any environment but the installation's place. */
    static Call in(Path folder, String... arguments) {
        return with(folder, Map.of(), arguments);
    }

    /** Calls the command in a folder with these variables. */
    static Call with(Path folder, Map<String, String> variables, String... arguments) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AMF_HOME", folder.toString());
        environment.putAll(variables);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine amf = Main.commandLine(new Surroundings(folder, environment), arguments);
        amf.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = amf.execute(arguments);
        amf.getOut().flush();
        amf.getErr().flush();
        return new Call(exitCode, out.toString(), err.toString());
    }
}
