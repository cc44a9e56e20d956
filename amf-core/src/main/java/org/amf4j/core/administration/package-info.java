/** Administrative operations: checked, begun, answered. */
package org.amf4j.core.administration;
