/** The {@code amf} command: one class per sub-command, each a thin layer over the packages below this one. */
package org.amf4j.admin;
