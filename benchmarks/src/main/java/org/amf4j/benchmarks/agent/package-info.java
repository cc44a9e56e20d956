/** What an agent costs while nothing happens, and how soon it notices that a process has ended. */
package org.amf4j.benchmarks.agent;
