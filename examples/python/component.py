#!/usr/bin/env python3
"""An SA-aware component without any library of amf4j: the protocol of docs/protocol.md in plain Python 3.

While it is active, a TCP service on the port of its CSI tells who answers. The messages are those of component.proto;
of protobuf only what they need is here: numbers as varints, texts and messages with their length before them.
"""
import os
import socket
import sys
import threading

OK, FAILED_OPERATION = 1, 21
ACTIVE = 1
VARINT, BYTES = 0, 2


def varint(number):
    """A number, seven bits a byte, lowest first."""
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, value):
    """One field of a message: a number, a text or the bytes of a message."""
    if isinstance(value, int):
        return varint(number << 3 | VARINT) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | BYTES) + varint(len(data)) + data


def parse(data):
    """A message as {field number: [values]}; what is absent is absent."""
    fields, at = {}, 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = number()
        if key & 7 == VARINT:
            value = number()
        elif key & 7 == BYTES:
            length = number()
            value, at = data[at:at + length], at + length
        else:
            raise ValueError(f"a field of the type {key & 7} is not in component.proto")
        fields.setdefault(key >> 3, []).append(value)
    return fields


class Session:
    """The connection to the agent: frames, requests and answers."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rb")
        self.request = 0

    def send(self, body):
        """A request: a ToAgent with its number and one field, the body."""
        self.request += 1
        frame = field(1, self.request) + body
        self.socket.sendall(varint(len(frame)) + frame)
        return self.request

    def read(self):
        """The next ToComponent, or nothing when the agent has closed the session."""
        length = shift = 0
        while True:
            byte = self.stream.read(1)
            if not byte:
                return None
            length |= (byte[0] & 0x7F) << shift
            shift += 7
            if byte[0] < 0x80:
                return parse(self.stream.read(length))

    def ask(self, body):
        """Sends a request and returns the status of its result; no callback comes before the component has registered."""
        number = self.send(body)
        while True:
            message = self.read()
            if message is None:
                sys.exit("the agent has closed the session")
            if 1 in message:
                result = parse(message[1][0])
                if result[1][0] == number:
                    return result[2][0]

    def respond(self, invocation, status, text=""):
        """The answer to a callback."""
        self.send(field(4, field(1, invocation) + field(2, status) + field(3, text)))


class Service:
    """What this component is for."""

    def __init__(self, name):
        self.name, self.listener, self.port = name, None, None

    def start(self, port):
        self.stop()
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.serve, args=(self.listener,), daemon=True).start()

    def stop(self):
        if self.listener:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None

    def serve(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return  # the service was stopped
            with client:
                client.sendall(f"{self.name} in Python\n".encode())

    def assign(self, assignment):
        """SetCsi: the attributes come with the first assignment of an instance only."""
        for csi in map(parse, assignment.get(3, [])):
            for attribute in map(parse, csi.get(2, [])):
                if attribute[1][0] == b"port":
                    self.port = int(attribute[2][0])
        if assignment[1][0] == ACTIVE:
            self.start(self.port)
        else:
            self.stop()


def main():
    name = os.environ["SA_AMF_COMPONENT_NAME"]
    session, service = Session(os.environ["AMF_AGENT_SOCKET"]), Service(name)
    hello = field(1, 1) + field(2, name) + field(3, os.getpid())
    for step, body in ("Hello", field(2, hello)), ("Register", field(3, b"")):
        status = session.ask(body)
        if status != OK:
            sys.exit(f"{step} was refused with AIS status {status}")
    session.send(field(6, field(1, "check")))  # HealthcheckStart: from now on the agent asks how we are
    while (message := session.read()) is not None:
        if 2 not in message:
            continue  # the result of a request that nobody waits for
        callback = parse(message[2][0])
        invocation = callback[1][0]
        try:
            if 3 in callback:
                service.assign(parse(callback[3][0]))
            elif 4 in callback or 5 in callback:  # RemoveCsi, Terminate
                service.stop()
            session.respond(invocation, OK)  # to a Healthcheck, too
        except OSError as failure:
            session.respond(invocation, FAILED_OPERATION, str(failure))
        if 5 in callback:
            return


if __name__ == "__main__":
    main()
