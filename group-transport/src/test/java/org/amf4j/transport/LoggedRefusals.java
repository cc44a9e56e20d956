package org.amf4j.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What the log says of refused peers while it is open. */
public final class LoggedRefusals extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.amf4j.transport");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LoggedRefusals() {
        setContext(LOG.getLoggerContext());
        start();
        LOG.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().contains("refused") && event.getKeyValuePairs() != null) {
            lines.add(event.getKeyValuePairs().stream()
                    .map(pair -> pair.key + "=" + pair.value)
                    .collect(Collectors.joining(" ")));
        }
    }

    public void await(String... texts) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(lines).anySatisfy(line -> assertThat(line).contains(texts)));
    }

    @Override
    public void close() {
        LOG.detachAppender(this);
    }
}
