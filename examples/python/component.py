#!/usr/bin/env python3
"""An SA-aware component without any library of amf4j: the protocol of docs/protocol.md in plain Python 3.

While it is active, a TCP service on the port of its CSI tells who answers, on loopback or at the CSI's address. The messages
are those of component.proto; of protobuf only what they need is here: numbers as varints, texts and messages with their length
before them. When its agent is restarted with components kept, it goes on.
"""
import os
import socket
import sys
import threading
import time

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
    """The session with the agent: frames, requests and answers, over one connection after the other."""

    def __init__(self, path, name):
        self.path, self.name, self.request = path, name, 0
        self.token, self.back_by, self.unanswered = b"", 0, {}
        self.begin()

    def connect(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(self.path)
        self.stream = self.socket.makefile("rb")

    def begin(self):
        """Connects and says who we are; with a token the session before goes on."""
        self.connect()
        hello = field(1, 1) + field(2, self.name) + field(3, os.getpid()) + field(4, self.token)
        self.token = self.ask("Hello", field(2, hello)).get(6, [self.token])[0]

    def resume(self):
        """Goes on with the agent that comes after one that has said Leaving; ends the process if there is none in time."""
        waiting = dict(self.unanswered)
        while self.token and time.monotonic() < self.back_by:
            try:
                self.begin()
                self.unanswered, self.back_by = waiting, 0
                for number, body in waiting.items():
                    self.write(field(1, number) + body)
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("the agent has closed the session")

    def write(self, frame):
        self.socket.sendall(varint(len(frame)) + frame)

    def send(self, body):
        """A request: a ToAgent with its number and one field, the body."""
        self.request += 1
        self.unanswered[self.request] = body
        self.write(field(1, self.request) + body)
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
                break
        message = parse(self.stream.read(length))
        if 1 in message:  # a Result
            self.unanswered.pop(parse(message[1][0])[1][0], None)
        elif 4 in message:  # Leaving
            self.back_by = time.monotonic() + parse(message[4][0]).get(1, [0])[0] / 1e9
        return message

    def ask(self, what, body):
        """Sends a request and returns its result; no callback comes before the component has registered."""
        number = self.send(body)
        while (message := self.read()) is not None:
            if 1 in message:
                result = parse(message[1][0])
                if result[1][0] == number:
                    if result[2][0] != OK:
                        sys.exit(f"{what} was refused with AIS status {result[2][0]}")
                    return result
        raise ConnectionError("the agent has closed the connection")

    def respond(self, invocation, status, text=""):
        """The answer to a callback."""
        self.write(field(4, field(1, invocation) + field(2, status) + field(3, text)))


class Service:
    """What this component is for."""

    def __init__(self, name):
        self.name, self.listener, self.address, self.port = name, None, "127.0.0.1", None

    def start(self, port):
        self.stop()
        self.listener = socket.create_server((self.address, port))
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
                client.sendall(f"{self.name} in Python, process {os.getpid()}\n".encode())

    def assign(self, assignment):
        """SetCsi: the attributes come with the first assignment of an instance only."""
        for csi in map(parse, assignment.get(3, [])):
            for attribute in map(parse, csi.get(2, [])):
                if attribute[1][0] == b"address":
                    self.address = attribute[2][0].decode()
                elif attribute[1][0] == b"port":
                    self.port = int(attribute[2][0])
        if assignment[1][0] == ACTIVE:
            self.start(self.port)
        else:
            self.stop()


def run(session, service):
    """Registers, and does what the agent asks for until it is told to end."""
    session.ask("Register", field(3, b""))
    session.send(field(6, field(1, "check")))  # HealthcheckStart: from now on the agent asks how we are
    while True:
        message = session.read()
        if message is None:
            session.resume()
            continue
        if 2 not in message:
            continue  # the result of a request that nobody waits for, or Leaving
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


def main():
    name = os.environ["SA_AMF_COMPONENT_NAME"]
    run(Session(os.environ["AMF_AGENT_SOCKET"], name), Service(name))


if __name__ == "__main__":
    main()
