package org.amf4j.node;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes each message as a frame: its length as a protobuf varint, then its bytes. */
@ChannelHandler.Sharable
final class FrameEncoder extends MessageToByteEncoder<MessageLite> {

    FrameEncoder() {
        super(MessageLite.class);
    }

    @Override
    protected void encode(ChannelHandlerContext context, MessageLite message, ByteBuf out) throws IOException {
        int size = message.getSerializedSize();
        int total = CodedOutputStream.computeUInt32SizeNoTag(size) + size;
        out.ensureWritable(total);
        ByteBuffer target = out.nioBuffer(out.writerIndex(), total);
        CodedOutputStream coded = CodedOutputStream.newInstance(target);
        coded.writeUInt32NoTag(size);
        message.writeTo(coded);
        coded.flush();
        out.writerIndex(out.writerIndex() + total);
    }
}
