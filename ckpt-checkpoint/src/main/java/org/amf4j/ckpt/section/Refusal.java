package org.amf4j.ckpt.section;

import org.amf4j.api.AisStatus;

/** Why something is not done. */
public record Refusal(AisStatus status, String text) {}
