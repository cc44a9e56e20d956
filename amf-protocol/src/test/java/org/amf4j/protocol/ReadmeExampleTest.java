package org.amf4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bytes in the README")
class ReadmeExampleTest {

    private static String wire(Message message) throws IOException {
        var output = new ByteArrayOutputStream();
        message.writeDelimitedTo(output);
        return HexFormat.ofDelimiter(" ").formatHex(output.toByteArray());
    }

    @Test
    @DisplayName("are what is on the wire")
    void bytes() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        Hello.Builder hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setComponent("safComp=c,safApp=a")
                .setPid(4711);
        Result.Builder result = Result.newBuilder().setRequest(1).setStatus(1);

        assertThat(readme)
                .contains(
                        wire(ToAgent.newBuilder().setRequest(1).setHello(hello).build()))
                .contains("`" + wire(ToComponent.newBuilder().setResult(result).build()) + "`");
    }
}
