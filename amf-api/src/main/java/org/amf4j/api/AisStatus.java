package org.amf4j.api;

/** The result of an operation, with the names and numbers that all AIS services share. */
public enum AisStatus {
    OK(1),
    ERR_LIBRARY(2),
    ERR_VERSION(3),
    ERR_INIT(4),
    ERR_TIMEOUT(5),
    ERR_TRY_AGAIN(6),
    ERR_INVALID_PARAM(7),
    ERR_NO_MEMORY(8),
    ERR_BAD_HANDLE(9),
    ERR_BUSY(10),
    ERR_ACCESS(11),
    ERR_NOT_EXIST(12),
    ERR_NAME_TOO_LONG(13),
    ERR_EXIST(14),
    ERR_NO_SPACE(15),
    ERR_INTERRUPT(16),
    ERR_NAME_NOT_FOUND(17),
    ERR_NO_RESOURCES(18),
    ERR_NOT_SUPPORTED(19),
    ERR_BAD_OPERATION(20),
    ERR_FAILED_OPERATION(21),
    ERR_MESSAGE_ERROR(22),
    ERR_QUEUE_FULL(23),
    ERR_QUEUE_NOT_AVAILABLE(24),
    ERR_BAD_FLAGS(25),
    ERR_TOO_BIG(26),
    ERR_NO_SECTIONS(27),
    ERR_NO_OP(28),
    ERR_REPAIR_PENDING(29),
    ERR_NO_BINDINGS(30),
    ERR_UNAVAILABLE(31),
    ERR_CAMPAIGN_ERROR_DETECTED(32),
    ERR_CAMPAIGN_PROC_FAILED(33),
    ERR_CAMPAIGN_CANCELED(34),
    ERR_CAMPAIGN_FAILED(35),
    ERR_CAMPAIGN_SUSPENDED(36),
    ERR_CAMPAIGN_SUSPENDING(37),
    ERR_ACCESS_DENIED(38),
    ERR_NOT_READY(39),
    ERR_DEPLOYMENT(40);

    private final int value;

    AisStatus(int value) {
        this.value = value;
    }

    /** The number of the standard, for wire, logs and other languages. */
    public int value() {
        return value;
    }

    /** The name as operators know it, for instance {@code SA_AIS_ERR_TRY_AGAIN}. */
    public String aisName() {
        return "SA_AIS_" + name();
    }

    /**
     * The status with this number.
     *
     * @throws IllegalArgumentException for a number the standard does not define
     */
    public static AisStatus of(int value) {
        for (AisStatus status : values()) {
            if (status.value == value) {
                return status;
            }
        }
        throw new IllegalArgumentException("no AIS status has the number " + value);
    }
}
