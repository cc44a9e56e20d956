/** The load of a machine, and whether its node is to be given anything new. */
package org.amf4j.admin.load;
