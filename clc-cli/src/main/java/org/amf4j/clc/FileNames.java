package org.amf4j.clc;

import org.amf4j.api.Dn;

/** Names of files that belong to components. */
public final class FileNames {

    /** Longest name before the suffix, in characters; file systems take 255 bytes in all. */
    private static final int LENGTH_MAX = 150;

    private FileNames() {}

    /** A file name that shows the DN and is different for different DNs. */
    public static String of(Dn component) {
        String text = component.toString();
        String plain = text.replaceAll("[^A-Za-z0-9._=,-]", "_");
        if (plain.equals(text) && plain.length() <= LENGTH_MAX) {
            return plain;
        }
        // What cannot be shown is told apart by a hash over the whole name.
        String shown = plain.substring(0, Math.min(plain.length(), LENGTH_MAX));
        java.util.zip.CRC32C hash = new java.util.zip.CRC32C();
        hash.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return shown + "-" + Long.toHexString(hash.getValue()) + "-" + Integer.toHexString(text.hashCode());
    }
}
