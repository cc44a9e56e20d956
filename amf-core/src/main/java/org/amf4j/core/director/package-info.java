/** The director: one log entry in, one outcome out. Start reading with {@link org.amf4j.core.director.Director}. */
package org.amf4j.core.director;
