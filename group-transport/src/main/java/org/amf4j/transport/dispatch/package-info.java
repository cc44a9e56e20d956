/** One thread that runs what it is handed, in order: shared by the adapters, of no use to others. */
package org.amf4j.transport.dispatch;
