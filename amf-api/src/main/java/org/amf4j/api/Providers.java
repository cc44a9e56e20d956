package org.amf4j.api;

import java.util.ServiceLoader;

/** Finds the implementation of this API that is on the class path. For the API itself. Thread-safe. */
public final class Providers {

    private Providers() {}

    /**
     * The implementation of a provider.
     *
     * @throws AisException ERR_LIBRARY when there is none
     */
    public static <P> P find(Class<P> provider) {
        return ServiceLoader.load(provider, Providers.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new AisException(
                        AisStatus.ERR_LIBRARY,
                        "no implementation of " + provider.getName()
                                + " on the class path; add the library amf-client"));
    }
}
