package org.amf4j.node;

import org.amf4j.api.Dn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The log about components: every line carries the component's DN. */
final class ComponentLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.amf4j.node.components");

    private ComponentLog() {}

    /** A component, or somebody in its name, has done something wrong. */
    static void misbehaved(Dn component, String text) {
        at(LOG.atWarn(), component).addKeyValue("what", text).log("misbehaviour");
    }

    /** Something about a component that an operator may want to know. */
    static LoggingEventBuilder info(Dn component) {
        return at(LOG.atInfo(), component);
    }

    /** Something is wrong about a component. */
    static LoggingEventBuilder warn(Dn component) {
        return at(LOG.atWarn(), component);
    }

    private static LoggingEventBuilder at(LoggingEventBuilder line, Dn component) {
        return line.addKeyValue("component", component);
    }
}
