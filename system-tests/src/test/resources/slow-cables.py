"""Cables that take their time: frames go from one end to the other after a while, in order, and some not at all.

    python3 slow-cables.py DELAY_MS JITTER_MS LOSS_PERCENT SEED NEAR:FAR [NEAR:FAR ...]

Makes a pair of TAP devices for each NEAR:FAR, says "ready", and carries frames between the two until it is killed.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP_WITHOUT_HEADER = 0x1002
FRAME_BYTES_MAX = 65536
FRAMES_MAX = 20000  # under way at once; a longer queue loses what comes


def device(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP_WITHOUT_HEADER))
    return tap


def main(delay_ms, jitter_ms, loss_percent, seed, pairs):
    chance = random.Random(seed)
    other = {}
    for pair in pairs:
        near, far = (device(name) for name in pair.split(":"))
        other[near], other[far] = far, near
    print("ready", flush=True)
    latest = dict.fromkeys(other, 0.0)
    under_way = []
    number = 0
    while True:
        wait = max(0.0, under_way[0][0] - time.monotonic()) if under_way else None
        readable, _, _ = select.select(list(other), [], [], wait)
        now = time.monotonic()
        for tap in readable:
            try:
                frame = os.read(tap, FRAME_BYTES_MAX)
            except OSError:
                continue  # the device is down
            if len(under_way) < FRAMES_MAX and chance.random() * 100 >= loss_percent:
                due = now + (delay_ms + chance.uniform(-jitter_ms, jitter_ms)) / 1000
                latest[tap] = max(latest[tap], due)
                number += 1
                heapq.heappush(under_way, (latest[tap], number, other[tap], frame))
        while under_way and under_way[0][0] <= now:
            _, _, tap, frame = heapq.heappop(under_way)
            try:
                os.write(tap, frame)
            except OSError:
                pass  # the device is down or full: the frame is lost, as on any cable


main(float(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
