/** What the director knows at run time, entity by entity, and the one gate through which defined states change. */
package org.amf4j.core.runtime;
