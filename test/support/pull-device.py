"""Pulls a mounted ext4 file system out as a hand would: from now on every call to it fails. Usage: pull-device.py FOLDER"""

import fcntl
import os
import struct
import sys

# _IOR('X', 125, u32): EXT4_IOC_SHUTDOWN; 2: nothing more is written to it.
SHUTDOWN = 0x8004587D
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", 2))
