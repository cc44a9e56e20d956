/** Changes of a configuration in use: what may change when. Start reading with {@link org.amf4j.core.configuration.ConfigurationChanges}. */
package org.amf4j.core.configuration;
