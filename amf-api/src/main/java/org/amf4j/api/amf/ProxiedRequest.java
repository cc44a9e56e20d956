package org.amf4j.api.amf;

import org.amf4j.api.Dn;

/** The request to a proxy to do something with a component that it speaks for. */
public interface ProxiedRequest extends Request {

    /** The proxied component. */
    Dn component();
}
