package org.amf4j.system.clock;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Has the classes of a program ask {@link SettableClock} for the time of day. */
final class ClockCalls implements ClassFileTransformer {

    private static final String CLOCK = "org/amf4j/system/clock/SettableClock";

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] classFile) {
        boolean isOurs = loader == ClassLoader.getSystemClassLoader() && name != null && !name.startsWith(CLOCK);
        if (!isOurs || !mentionsTime(classFile)) {
            return null; // stays as it is
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Calls(writer), 0);
        return writer.toByteArray();
    }

    private static boolean mentionsTime(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        return text.contains("currentTimeMillis") || text.contains("java/time/Instant");
    }

    private static boolean isTimeOfDay(String owner, String name, String descriptor) {
        return owner.equals("java/lang/System") && name.equals("currentTimeMillis")
                || owner.equals("java/time/Instant")
                        && name.equals("now")
                        && descriptor.equals("()Ljava/time/Instant;");
    }

    private static final class Calls extends ClassVisitor {

        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    String asked = isTimeOfDay(owner, called, type) ? CLOCK : owner;
                    super.visitMethodInsn(opcode, asked, called, type, isInterface);
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle maker, Object... arguments) {
                    Object[] asked = arguments.clone();
                    for (int i = 0; i < asked.length; i++) {
                        if (asked[i] instanceof Handle h && isTimeOfDay(h.getOwner(), h.getName(), h.getDesc())) {
                            asked[i] = new Handle(h.getTag(), CLOCK, h.getName(), h.getDesc(), false);
                        }
                    }
                    super.visitInvokeDynamicInsn(called, type, maker, asked);
                }
            };
        }
    }
}
