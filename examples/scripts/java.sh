# Finds what the SA-aware example runs with: sets java, jars (their folder), class_path and archive. Expects fail().
# java is $AMF_JAVA, else $JAVA_HOME/bin/java, else java of the PATH. The jars are those of $AMF_HOME/lib/components (an
# installation) or of $AMF_HOME/examples/target/components (made by 'mvn package').

# One spelling of the path for all: an archive is good only for the very class path it was made with.
home=$(cd "${AMF_HOME:-${0%/*}/../..}" && pwd -P) || fail "$NO_RETRY" "AMF_HOME names no directory: ${AMF_HOME:-}"

if [ -n "${AMF_JAVA:-}" ]; then
    java=$AMF_JAVA
elif [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || java=java
fi
[ -x "$java" ] ||
    fail "$NO_RETRY" "no java at '$java'; install a JDK 17 or newer and set JAVA_HOME, or set AMF_JAVA to the program"

class_path=
for jars in "$home/lib/components" "$home/examples/target/components"; do
    for jar in "$jars"/*.jar; do
        [ ! -f "$jar" ] || class_path=$class_path${class_path:+:}$jar
    done
    [ -z "$class_path" ] || break
done
[ -n "$class_path" ] ||
    fail "$NO_RETRY" "no jars in $home/lib/components nor $home/examples/target/components; run 'mvn package' there"

# Classes as the JVM wants them in memory, made by the script 'prepare'; a JVM that does not like them ignores them.
archive=$jars/streamer.jsa

# A small JVM starts faster, and dies faster: the kernel takes its memory apart before it closes its sockets, and only
# then does the node agent see that the component is gone. An archive that stays at its place costs no pages of its own.
# Warnings about an archive of another JVM are switched off.
java_options="-Xms8m -Xmx32m -Xss256k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=16m
    -XX:-UsePerfData -Xshare:auto -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -Xlog:disable"
