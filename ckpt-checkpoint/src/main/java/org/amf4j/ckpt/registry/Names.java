package org.amf4j.ckpt.registry;

import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.ckpt.section.Refusal;

/** What is wrong with a request to open, whoever else has what open. */
public final class Names {

    private static final String PREFIX = "safCkpt=";
    private static final int FLAGS = OpenFlag.READ.value() | OpenFlag.WRITE.value() | OpenFlag.CREATE.value();

    private Names() {}

    /** Why nobody can open a checkpoint like this; empty when somebody can. */
    public static Optional<Refusal> problem(String name, Optional<CreationAttributes> attributes, int flags) {
        if (flags == 0 || (flags & ~FLAGS) != 0) {
            return refuse(
                    AisStatus.ERR_BAD_FLAGS, "open flags " + flags + " are not some of 1 READ, 2 WRITE and 4 CREATE");
        }
        if (name.length() > Dn.LENGTH_MAX) {
            return refuse(AisStatus.ERR_TOO_BIG, "a name has " + Dn.LENGTH_MAX + " characters at most");
        }
        try {
            Dn.of(name);
        } catch (IllegalArgumentException e) {
            return refuse(AisStatus.ERR_INVALID_PARAM, String.valueOf(e.getMessage()));
        }
        if (!name.startsWith(PREFIX)) {
            return refuse(AisStatus.ERR_INVALID_PARAM, "the name '" + name + "' must begin with " + PREFIX);
        }
        if (OpenFlag.CREATE.isIn(flags) != attributes.isPresent()) {
            return refuse(AisStatus.ERR_INVALID_PARAM, "creation attributes belong to the flag CREATE, and to it only");
        }
        return attributes
                .map(CreationAttributes::problem)
                .filter(p -> !p.isEmpty())
                .flatMap(p -> refuse(AisStatus.ERR_INVALID_PARAM, p));
    }

    private static Optional<Refusal> refuse(AisStatus status, String text) {
        return Optional.of(new Refusal(status, text));
    }
}
