/** Why things are as they are, in sentences. */
package org.amf4j.core.reason;
