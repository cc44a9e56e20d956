/** The states that the standard defines, each with the table of states that may follow. */
package org.amf4j.core.state;
