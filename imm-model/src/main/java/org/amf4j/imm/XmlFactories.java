package org.amf4j.imm;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import org.codehaus.stax2.XMLInputFactory2;

/** The streaming XML reader and writer below Jackson, with everything switched off that a hostile file could use. */
final class XmlFactories {

    /** Most characters of one file. */
    static final long FILE_CHARS_MAX = 1L << 30;

    private static final int DEPTH_MAX = 16;
    private static final int XML_ATTRIBUTES_MAX = 32;
    private static final int XML_ATTRIBUTE_CHARS_MAX = 4096;

    private static final XmlFactory JACKSON = new XmlFactory(hardened(new WstxInputFactory()), new WstxOutputFactory());

    private XmlFactories() {}

    private static XMLInputFactory hardened(WstxInputFactory factory) {
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // A lazy reader would report broken text with unchecked exceptions, from calls that do not even read.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, FILE_CHARS_MAX);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH_MAX);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, XML_ATTRIBUTES_MAX);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, XML_ATTRIBUTE_CHARS_MAX);
        return factory;
    }

    static XMLInputFactory input() {
        return JACKSON.getXMLInputFactory();
    }

    static XMLOutputFactory output() {
        return JACKSON.getXMLOutputFactory();
    }
}
