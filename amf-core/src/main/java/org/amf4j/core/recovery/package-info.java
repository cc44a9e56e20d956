/** What is done about component errors, and how often before something stronger is done. */
package org.amf4j.core.recovery;
