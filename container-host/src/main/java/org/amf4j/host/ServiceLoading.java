package org.amf4j.host;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.ComponentListener;

/** Classes of one service, apart from those of others: it shares the API with the host, and the JDK, and nothing else. */
final class ServiceLoading extends URLClassLoader {

    private static final String SHARED = "org.amf4j.api.";

    private final ServiceDefinition definition;

    /** @throws IllegalArgumentException when an entry of the class path does not exist */
    ServiceLoading(ServiceDefinition definition) {
        super(definition.locations(), new Shared());
        this.definition = definition;
    }

    /** What services see of the host. */
    private static final class Shared extends ClassLoader {
        Shared() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(SHARED)) {
                return ComponentListener.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /**
     * A new instance of the service's class.
     *
     * @throws IllegalArgumentException when the class cannot serve: not found, no listener, no constructor
     * @throws IllegalStateException with what its constructor threw
     */
    ComponentListener newListener(AmfSession session) {
        try {
            Class<? extends ComponentListener> type =
                    loadClass(definition.className()).asSubclass(ComponentListener.class);
            for (Constructor<?> constructor : type.getConstructors()) {
                Class<?>[] parameters = constructor.getParameterTypes();
                if (parameters.length == 1 && parameters[0] == AmfSession.class) {
                    return (ComponentListener) constructor.newInstance(session);
                }
            }
            return type.getConstructor().newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "class " + definition.className() + " cannot be loaded: " + e.getMessage()
                            + " is not on its class path",
                    e);
        } catch (ClassCastException | NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "class " + definition.className() + " must be public, implement "
                            + ComponentListener.class.getName() + " and have a public constructor without parameters or"
                            + " with an AmfSession",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "the constructor of " + definition.className() + " threw " + e.getCause(), e.getCause());
        }
    }
}
