package org.amf4j.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The model of an agent that has nothing to do: components that sleep, all on a node beside three controllers. Made of the
 * examples: the nodes, one more like the third, and the types of the program that writes now and then, without its monitor.
 */
final class IdleModel {

    /** The node of the components: its agent is no controller. */
    static final String NODE = "n4";

    private static final String END = "</imm:IMM-contents>";
    private static final Pattern MONITOR = Pattern.compile(
            "\\s*<attr>\\s*<name>saAmfCt(?:RelPath|Def)Am\\w+</name>.*?</attr>|\\s*<attr>\\s*<name>saAmfCtDefCmdEnv</name>.*?</attr>",
            Pattern.DOTALL);
    private static final Pattern OBJECT = Pattern.compile("\\s*<object class.*?</object>", Pattern.DOTALL);
    private static final Pattern PROGRAM = Pattern.compile("<value>instantiate</value>.*?</attr>", Pattern.DOTALL);

    private IdleModel() {}

    /** Writes the model with so many components into the folder. */
    static Path write(Path examples, Path folder, int components) throws IOException {
        String nodes = Files.readString(examples.resolve("three-nodes.xml"));
        String beat = Files.readString(examples.resolve("beat.xml"));
        String types = beat.substring(beat.indexOf("<object"), beat.indexOf("<object class=\"SaAmfSU\">"));
        types = MONITOR.matcher(types).replaceAll("");
        types = PROGRAM.matcher(types)
                .replaceAll("<value>instantiate</value><value>sleep</value><value>1000000</value></attr>");
        StringBuilder text = new StringBuilder(nodes.substring(0, nodes.indexOf(END)));
        OBJECT.matcher(nodes)
                .results()
                .map(MatchResult::group)
                .filter(object -> object.contains("=n3,"))
                .forEach(object -> text.append(object.replace("=n3,", "=" + NODE + ",")));
        text.append(types);
        for (int i = 1; i <= components; i++) {
            text.append(component(i));
        }
        return Files.writeString(folder.resolve("idle-" + components + ".xml"), text.append(END));
    }

    private static String component(int i) {
        return """
                <object class="SaAmfSU">
                  <dn>safSu=su%1$d,safSg=beat,safApp=beat</dn>
                  <attr><name>saAmfSUType</name><value>safVersion=1,safSuType=beat</value></attr>
                  <attr><name>saAmfSURank</name><value>%1$d</value></attr>
                  <attr><name>saAmfSUFailover</name><value>1</value></attr>
                  <attr><name>saAmfSUHostNodeOrNodeGroup</name><value>safAmfNode=n4,safAmfCluster=demo</value></attr>
                </object>
                <object class="SaAmfComp">
                  <dn>safComp=c,safSu=su%1$d,safSg=beat,safApp=beat</dn>
                  <attr><name>saAmfCompType</name><value>safVersion=1,safCompType=beat</value></attr>
                </object>
                <object class="SaAmfCompCsType">
                  <dn>safSupportedCsType=safVersion=1\\,safCSType=beat,safComp=c,safSu=su%1$d,safSg=beat,safApp=beat</dn>
                </object>
                <object class="SaAmfSI">
                  <dn>safSi=si%1$d,safApp=beat</dn>
                  <attr><name>saAmfSvcType</name><value>safVersion=1,safSvcType=beat</value></attr>
                  <attr><name>saAmfSIProtectedbySG</name><value>safSg=beat,safApp=beat</value></attr>
                  <attr><name>saAmfSIRank</name><value>%1$d</value></attr>
                </object>
                <object class="SaAmfCSI">
                  <dn>safCsi=beat,safSi=si%1$d,safApp=beat</dn>
                  <attr><name>saAmfCSType</name><value>safVersion=1,safCSType=beat</value></attr>
                </object>
                """.formatted(i);
    }
}
