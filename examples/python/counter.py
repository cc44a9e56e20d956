#!/usr/bin/env python3
"""An SA-aware component in a virtual machine: it counts its answers, and the number never goes back.

It speaks to the agent of the machine's host over two ports of the machine (AMF_VM_SESSION of the wrapper qemu-machine): the
component protocol, and that of checkpoints (docs/protocol.md). Each number is in the checkpoint before anybody hears of it. So
whoever becomes active goes on with the next one, whatever has become of the machine before.
"""
import io
import os
import sys
import threading
import time

from component import OK, Service, Session, field, parse, run, varint

# How long the host may need to be at the other end, in seconds.
CONNECT_SECONDS = 60
PAUSE_SECONDS = 0.2

READ, WRITE, CREATE = 1, 2, 4
ALL_REPLICAS = 1
CALL_NANOS = 5_000_000_000
RETENTION_NANOS = 3_600_000_000_000
NUMBER_BYTES_MAX = 20


class Port:
    """A port of the machine. While nobody is at the other end, reading finds an end, and writing waits."""

    def __init__(self, path):
        # Reader and writer do not wait for each other.
        self.input = open(path, "r+b", buffering=0)
        self.stream = io.BufferedReader(self.input)

    def write(self, data):
        while data:
            data = data[self.input.write(data):]

    def close(self):
        self.input.close()


def patiently(attempt):
    """Tries again while the host is not there: it closes a connection on which nothing is said for some time."""
    last = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return attempt()
        except (OSError, EOFError) as failure:
            if time.monotonic() > last:
                sys.exit(f"the host does not answer: {failure}")
            time.sleep(PAUSE_SECONDS)


class PortSession(Session):
    """The session with the agent, over a port."""

    port = None

    def connect(self):
        if self.port:
            self.port.close()
        self.port = Port(self.path)
        self.stream = self.port.stream

    def begin(self):
        patiently(super().begin)

    def write(self, frame):
        self.port.write(varint(len(frame)) + frame)


class Checkpoint:
    """A checkpoint of one section, with one call at a time."""

    def __init__(self, path, name):
        self.path, self.name, self.port, self.request = path, name, None, 0
        self.lock = threading.Lock()
        patiently(self.open)

    def open(self):
        if self.port:
            self.port.close()
        self.port = Port(self.path)
        attributes = (field(1, ALL_REPLICAS) + field(4, NUMBER_BYTES_MAX) + field(5, RETENTION_NANOS) + field(6, 1)
                      + field(7, NUMBER_BYTES_MAX) + field(8, 1))
        self.handle = self.call(field(4, field(1, self.name) + field(2, READ | WRITE | CREATE) + field(3, attributes)))[4][0]

    def call(self, body):
        """A request and its reply."""
        self.request += 1
        frame = field(1, self.request) + field(2, CALL_NANOS) + body
        self.port.write(varint(len(frame)) + frame)
        while True:
            reply = parse(self.port.stream.read(self.length()))
            if reply.get(1, [0])[0] == self.request:
                break
        if reply[2][0] != OK:
            raise OSError(f"the checkpoint {self.name} was refused with AIS status {reply[2][0]}: {reply.get(3, [b''])[0].decode()}")
        return reply

    def length(self):
        number = shift = 0
        while True:
            byte = self.port.stream.read(1)
            if not byte:
                raise EOFError("the host has closed the port")
            number |= (byte[0] & 0x7F) << shift
            shift += 7
            if byte[0] < 0x80:
                return number

    def anew(self, work):
        """The work, and once more over a new connection when the host has closed this one."""
        with self.lock:
            try:
                return work()
            except EOFError:
                patiently(self.open)
                return work()

    def read(self):
        body = lambda: field(3, self.handle) + field(14, field(1, b""))
        contents = self.anew(lambda: self.call(body()))[6][0]
        return int(parse(contents).get(1, [b""])[0] or 0)

    def write(self, number):
        self.anew(lambda: self.call(field(3, self.handle) + field(10, field(2, str(number)))))


class Counter(Service):
    """Answers with the boot that answers, and the next number."""

    def __init__(self, name, checkpoint):
        super().__init__(name)
        self.checkpoint, self.number = checkpoint, 0
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            self.boot = file.read().strip()

    def start(self, port):
        self.number = self.checkpoint.read()
        super().start(port)

    def serve(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return  # the service was stopped
            with client:
                try:
                    self.checkpoint.write(self.number + 1)
                except OSError as failure:
                    print(f"not counted: {failure}", file=sys.stderr)
                    continue
                self.number += 1
                try:
                    client.sendall(f"{self.boot}\n{self.number}\n".encode())
                except OSError as failure:
                    print(f"counted and not heard: {failure}", file=sys.stderr)


def main():
    name = os.environ["SA_AMF_COMPONENT_NAME"]
    checkpoint = Checkpoint(os.environ["AMF_CHECKPOINT_PORT"], "safCkpt=counter,safApp=paired")
    run(PortSession(os.environ["AMF_AGENT_PORT"], name), Counter(name, checkpoint))


if __name__ == "__main__":
    main()
