/**
 * A container component that hosts small Java services, each of them a component of its own.
 *
 * <p>Every service has a class loader, a thread group and a session of its own. A service is started and ended by calls to
 * the container; whatever of it cannot be ended ends with the process.
 */
package org.amf4j.host;
