package org.amf4j.core.model;

import java.util.List;
import java.util.Objects;

/** What a name that somebody typed stands for. */
public sealed interface Resolution {

    /**
     * One entity.
     *
     * @param entity what the name stands for
     */
    record Found(Entity entity) implements Resolution {
        public Found {
            Objects.requireNonNull(entity, "entity");
        }
    }

    /**
     * Several entities.
     *
     * @param text the name as typed
     * @param candidates the first of them by DN, at most {@link NameResolver#CANDIDATES_MAX}
     * @param total how many there are
     */
    record Ambiguous(String text, List<Entity> candidates, int total) implements Resolution {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Nothing.
     *
     * @param text the name as typed
     * @param nearest entities with a similar name, the most similar first; may be empty
     */
    record Unknown(String text, List<Entity> nearest) implements Resolution {
        public Unknown {
            nearest = List.copyOf(nearest);
        }
    }
}
