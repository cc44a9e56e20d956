/** Why every entity is where it is and why not elsewhere, in sentences that name their rules. */
package org.amf4j.core.explanation;
