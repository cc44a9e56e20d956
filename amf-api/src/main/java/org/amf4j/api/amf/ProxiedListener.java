package org.amf4j.api.amf;

/**
 * What the framework calls in a proxy for a component that it speaks for.
 *
 * <p>The calls of {@link ComponentListener} are about the proxied component, too. They come one after the other with those of
 * the proxy itself. A component that is not pre-instantiable is instantiated by the assignment of ACTIVE and terminated by
 * the removal, without {@link #instantiate} and {@link ComponentListener#terminate}.
 */
public interface ProxiedListener extends ComponentListener {

    /** Instantiate the component; it is INSTANTIATED when this is answered with {@link Request#done()}. */
    void instantiate(ProxiedRequest request);

    /** End what there is of the component, at once; nothing to end is success. */
    void cleanUp(ProxiedRequest request);

    /** Nothing is told about a lost agent here: the listener of the proxy itself hears of it. */
    @Override
    default void agentLost(String reason) {
        // The proxy's own listener decides.
    }
}
