package org.amf4j.admin;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Says which build this is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String build = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("built from sources");
        return new String[] {"amf4j " + build + ", Java " + Runtime.version().feature()};
    }
}
