package org.amf4j.ckpt.registry;

import org.amf4j.api.AisStatus;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/**
 * What became of a command.
 *
 * @param id of the checkpoint concerned, 0 when there is none
 */
public record RegistryAnswer(AisStatus status, String text, long id) {

    static RegistryAnswer ok(long id) {
        return new RegistryAnswer(AisStatus.OK, "", id);
    }

    static RegistryAnswer refused(AisStatus status, String text) {
        return new RegistryAnswer(status, text, 0);
    }

    /** Writes it. */
    public void write(WireWriter out) {
        out.number(status.value()).text(text).number(id);
    }

    /** Reads one. */
    public static RegistryAnswer read(WireReader in) {
        return new RegistryAnswer(AisStatus.of(in.count()), in.text(), in.number());
    }
}
