/** {@code amf debug dump} and {@code amf replay}: what was recorded, packed and played again. */
package org.amf4j.debug;
