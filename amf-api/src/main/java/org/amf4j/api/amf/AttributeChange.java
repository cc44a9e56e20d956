package org.amf4j.api.amf;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/**
 * The attributes of a component service instance that the component has are others than it has been told; its HA state stays.
 *
 * <p>Sent for instances whose configuration says so ({@code osafAmfCSICommunicateCsiAttributeChange}). Once it is answered with
 * {@link #done()}, later requests show the new attributes.
 */
public interface AttributeChange extends Request {

    /** The instance with all its attributes as they are now. */
    AssignedCsi csi();

    /** The attributes that the component has been told before. */
    Map<String, List<String>> before();

    /** Its name. */
    default Dn name() {
        return csi().name();
    }
}
