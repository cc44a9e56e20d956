/** What the director wants done: orders to agents and answers to whoever asked. */
package org.amf4j.core.command;
