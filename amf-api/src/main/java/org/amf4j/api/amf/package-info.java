/**
 * How a process takes part in the availability of its service.
 *
 * <p>A component is started by the framework, opens a session ({@link org.amf4j.api.amf.Availability#open()}),
 * registers a listener (most simply a {@link org.amf4j.api.amf.ComponentAdapter}) and is then told what to do: become
 * active or standby for a component service instance, hand over, end. Every callback brings one request object, and
 * every request is answered exactly once, in the callback or later and from any thread:
 *
 * <pre>{@code
 * try (var amf = Availability.open()) {
 *     amf.register(new ComponentAdapter() {
 *         @Override public void active(Assignment a)   { server.start(a.attribute("port")); a.done(); }
 *         @Override public void quiesced(Assignment a) { server.stop(); a.done(); }
 *         @Override public void removed(Removal r)     { server.stop(); r.done(); }
 *     });
 *     amf.awaitTermination();
 * }
 * }</pre>
 *
 * <p>Callbacks of one session never overlap. What a component does not answer in time, or answers with a failure, the
 * framework treats as a failure of the component.
 */
package org.amf4j.api.amf;
