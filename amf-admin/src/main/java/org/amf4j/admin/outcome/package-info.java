/** How a command ends: its exit code and the one line that says why. */
package org.amf4j.admin.outcome;
