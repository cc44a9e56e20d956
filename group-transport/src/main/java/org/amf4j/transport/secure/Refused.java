package org.amf4j.transport.secure;

import java.security.cert.CertificateException;

/** A certificate that was looked at and not accepted; the message says why and what would help. */
final class Refused extends CertificateException {

    private static final long serialVersionUID = 1L;

    Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
