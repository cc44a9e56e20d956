/** From who should hold what to the next legal steps: targets, the planner, callbacks in order. */
package org.amf4j.core.assignment;
