package org.amf4j.api.ntf;

/**
 * The class of a notification: who has defined it, and what it means there.
 *
 * @param vendorId the enterprise number of who has defined it, unsigned 32 bits; 18568 is the SA Forum
 * @param majorId which part of the vendor's software, unsigned 16 bits; of the SA Forum's 2 is AMF, 3 CLM
 * @param minorId which notification, unsigned 16 bits
 */
public record NotificationClass(long vendorId, int majorId, int minorId) {
    /** The SA Forum. */
    public static final long SAF_VENDOR_ID = 18568;

    private static final long VENDOR_MAX = 0xFFFF_FFFFL;
    private static final int PART_MAX = 0xFFFF;

    /** Refuses numbers that do not fit. */
    public NotificationClass {
        if (vendorId < 0 || vendorId > VENDOR_MAX) {
            throw new IllegalArgumentException("a vendor id has 32 bits, not " + vendorId);
        }
        if (majorId < 0 || majorId > PART_MAX || minorId < 0 || minorId > PART_MAX) {
            throw new IllegalArgumentException("major and minor id have 16 bits, not " + majorId + ", " + minorId);
        }
    }

    /** The three numbers with points between them. */
    @Override
    public String toString() {
        return vendorId + "." + majorId + "." + minorId;
    }
}
