"""A gRPC client that misbehaves: it opens calls without sending or reading.

It speaks just enough HTTP/2 for that, on one blocking socket, and looks at what
the service sends only when it is told to.
"""

import socket
import struct

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = (
    0, 1, 3, 4, 6, 7, 8)
ACK, END_STREAM, END_HEADERS = 0x1, 0x1, 0x4
INITIAL_WINDOW_SIZE = 4


def frame(kind, flags, stream, payload=b""):
    return (struct.pack(">I", len(payload))[1:] + bytes((kind, flags)) +
            struct.pack(">I", stream) + payload)


def _text(text):
    """A string of HPACK, as it is."""
    raw = text.encode()
    if len(raw) < 127:
        return bytes((len(raw),)) + raw
    rest, size = len(raw) - 127, [127]
    while rest >= 128:
        size.append(rest % 128 + 128)
        rest //= 128
    return bytes(size + [rest]) + raw


def _headers(address, path, actor):
    pairs = ((":method", "POST"), (":scheme", "http"), (":path", path),
             (":authority", address), ("te", "trailers"),
             ("content-type", "application/grpc"), ("iku-actor", actor))
    return b"".join(b"\0" + _text(name) + _text(value)
                    for name, value in pairs)


def field(number, value):
    """A field of Protobuf: text, bytes or a message."""
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def number_field(number, value):
    return _varint(number << 3) + _varint(value)


def _varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes((value,)))


class Connection:
    """One connection of one `actor`. Without `reads` it has no room for any
    byte of an answer."""

    def __init__(self, address, actor, reads=True):
        self.address, self.actor = address, actor
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        self.next_stream = 1
        self.room = 65535  # for what is sent, of the connection
        self.room_of_stream = 65535
        self.rooms = {}
        self.ended = {}  # by stream: what ended it
        self.closed = False
        window = 2**31 - 1 if reads else 0
        self._send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(
            SETTINGS, 0, 0, struct.pack(">HI", INITIAL_WINDOW_SIZE, window)))
        if reads:
            self._send(frame(WINDOW_UPDATE, 0, 0,
                             struct.pack(">I", 2**31 - 1 - 65535)))

    def close(self):
        self.socket.close()

    def _send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            self.closed = True

    def open(self, path):
        """Begins a call and sends nothing on it."""
        stream, self.next_stream = self.next_stream, self.next_stream + 2
        self._send(frame(HEADERS, END_HEADERS, stream,
                         _headers(self.address, path, self.actor)))
        self.rooms[stream] = self.room_of_stream
        return stream

    def call(self, path, message):
        """A whole request."""
        stream = self.open(path)
        self.send(stream, message)
        return stream

    def send(self, stream, message, announced=None, patience=1.0):
        """Sends `message`, as far as the service makes room within `patience`.
        When more bytes are `announced`, the message stays unfinished. Returns
        how much was sent."""
        self.pump(0.01)
        whole = announced is None
        left = b"\0" + struct.pack(">I", announced or len(message)) + message
        sent = 0
        while left and not self.closed and stream not in self.ended:
            room = min(self.room, self.rooms[stream], 16384, len(left))
            if room <= 0:
                if not self.pump(patience):
                    break
                continue
            last = END_STREAM if whole and room == len(left) else 0
            self._send(frame(DATA, last, stream, left[:room]))
            self.room -= room
            self.rooms[stream] -= room
            left, sent = left[room:], sent + room
        return sent

    def wait(self, stream, patience=10.0):
        """What ended the call: "status", "reset" or None when nothing did."""
        while stream not in self.ended and self.pump(patience):
            pass
        return self.ended.get(stream)

    def pump(self, patience):
        """Takes in what has come, waiting up to `patience` seconds for the
        first of it. False when nothing came."""
        came = False
        while not self.closed:
            self.socket.settimeout(0.001 if came else patience)
            try:
                head = self._take(9)
            except TimeoutError:
                break
            if head is None:
                break
            came = True
            size = int.from_bytes(head[:3], "big")
            stream = int.from_bytes(head[5:9], "big") & 0x7fffffff
            self.socket.settimeout(30)
            payload = self._take(size)
            if payload is None:
                break
            self._handle(head[3], head[4], stream, payload)
        if not self.closed:
            self.socket.settimeout(30)
        return came

    def _take(self, size):
        data = b""
        while len(data) < size:
            try:
                more = self.socket.recv(size - len(data))
            except TimeoutError:
                if not data:
                    raise
                continue
            except OSError:
                more = b""
            if not more:
                self.closed = True
                return None
            data += more
        return data

    def _handle(self, kind, flags, stream, payload):
        if kind == SETTINGS and not flags & ACK:
            for at in range(0, len(payload), 6):
                name, value = struct.unpack(">HI", payload[at:at + 6])
                if name == INITIAL_WINDOW_SIZE:
                    change = value - self.room_of_stream
                    self.room_of_stream = value
                    for one in self.rooms:
                        self.rooms[one] += change
            self._send(frame(SETTINGS, ACK, 0))
        elif kind == PING and not flags & ACK:
            self._send(frame(PING, ACK, 0, payload))
        elif kind == WINDOW_UPDATE:
            more = int.from_bytes(payload, "big")
            if stream == 0:
                self.room += more
            elif stream in self.rooms:
                self.rooms[stream] += more
        elif kind == RST_STREAM:
            self.ended.setdefault(stream, "reset")
        elif kind == HEADERS and flags & END_STREAM:
            self.ended[stream] = "status"
        elif kind == GOAWAY:
            self.closed = True
