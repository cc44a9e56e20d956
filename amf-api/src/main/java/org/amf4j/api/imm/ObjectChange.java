package org.amf4j.api.imm;

import java.util.List;
import java.util.Objects;
import org.amf4j.api.Dn;

/** One operation of a configuration change: an object is created, modified, or deleted with all below it. */
public sealed interface ObjectChange {

    /** The object concerned. */
    Dn dn();

    /**
     * A new object.
     *
     * @param object what it is to be; attributes that are absent get their defaults
     */
    record Create(ImmObject object) implements ObjectChange {
        public Create {
            Objects.requireNonNull(object, "object");
        }

        @Override
        public Dn dn() {
            return object.dn();
        }
    }

    /**
     * Other values for an object.
     *
     * @param dn the object
     * @param modifications what is done to its attributes, in this order
     */
    record Modify(Dn dn, List<Modification> modifications) implements ObjectChange {
        public Modify {
            Objects.requireNonNull(dn, "dn");
            modifications = List.copyOf(modifications);
        }
    }

    /**
     * The end of an object and of all objects below it.
     *
     * @param dn the object
     */
    record Delete(Dn dn) implements ObjectChange {
        public Delete {
            Objects.requireNonNull(dn, "dn");
        }
    }

    /** How the values of an attribute change. */
    enum Kind {
        /** The values are appended. */
        ADD,
        /** The values are taken away, as far as they are there. */
        DELETE,
        /** The values take the place of all others; none empties the attribute. */
        REPLACE
    }

    /**
     * What is done to one attribute.
     *
     * @param kind how its values change
     * @param attribute its name
     * @param values the values, of the Java types that {@link ImmObject} describes
     */
    record Modification(Kind kind, String attribute, List<Object> values) {
        public Modification {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(attribute, "attribute");
            values = List.copyOf(values);
        }
    }
}
