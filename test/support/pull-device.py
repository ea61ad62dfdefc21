"""Pulls a mounted ext4 file system out as a hand would: from now on every call to it fails.

Usage: pull-device.py FOLDER [BYTES SECONDS]
With BYTES when so many of them were read from its device since now, or after SECONDS, whichever comes first.
"""

import fcntl
import os
import struct
import sys
import time

# _IOR('X', 125, u32): EXT4_IOC_SHUTDOWN; 2: nothing more is written to it.
SHUTDOWN = 0x8004587D
SECTOR = 512


def bytes_read(device):
    with open(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/stat") as stat:
        return int(stat.read().split()[2]) * SECTOR


if len(sys.argv) > 2:
    device = os.stat(sys.argv[1]).st_dev
    enough = bytes_read(device) + int(sys.argv[2])
    deadline = time.monotonic() + float(sys.argv[3])
    while bytes_read(device) < enough and time.monotonic() < deadline:
        time.sleep(0.0002)
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", 2))
