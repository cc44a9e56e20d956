/**
 * The commands of other implementations under their own names: the options that their users know, the shape of output that
 * their scripts read, exit codes 0 and 1.
 */
package org.amf4j.admin.compatibility;
