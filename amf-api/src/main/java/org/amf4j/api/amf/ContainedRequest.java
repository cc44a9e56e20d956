package org.amf4j.api.amf;

import org.amf4j.api.Dn;

/** The request to a container to do something with a component that lives, or is to live, in it. */
public interface ContainedRequest extends Request {

    /** The contained component. */
    Dn component();
}
