/** What follows from a log entry: commands, changes and reasons. */
package org.amf4j.core.outcome;
