"""A device that can hang: a folder, shown read-only through FUSE. hanging-device.py FOLDER MOUNTPOINT CONTROL

While the folder CONTROL holds a file named after a call (lookup, getattr, opendir, open, read), that call never comes
back; where an error's name is written in that file, the call fails with it, and where a number of bytes stands behind
the name, it fails from there on in each file. Says "ready" on standard output when the device is there. Needs Debian's python3-pyfuse3, and root.
"""

import errno
import os
import stat
import sys

import pyfuse3
import trio

FOLDER, MOUNTPOINT, CONTROL = map(os.fsencode, sys.argv[1:4])


class Device(pyfuse3.Operations):
    def __init__(self):
        super().__init__()
        self.places = {pyfuse3.ROOT_INODE: FOLDER}

    async def answer(self, call, upto=0):
        try:
            with open(os.path.join(CONTROL, call)) as file:
                words = file.read().split()
        except FileNotFoundError:
            return
        if not words:
            await trio.sleep_forever()
        if upto >= int((words[1:] or ["0"])[0]):
            raise pyfuse3.FUSEError(getattr(errno, words[0]))

    def look(self, place):
        try:
            found = os.lstat(place)
        except OSError as error:
            raise pyfuse3.FUSEError(error.errno)
        inode = pyfuse3.ROOT_INODE if place == FOLDER else found.st_ino
        self.places[inode] = place
        shown = pyfuse3.EntryAttributes()
        shown.st_ino = inode
        shown.st_mode = found.st_mode & ~0o222
        shown.st_nlink = found.st_nlink
        shown.st_size = found.st_size
        shown.st_mtime_ns = found.st_mtime_ns
        shown.st_ctime_ns = found.st_ctime_ns
        # Nothing is remembered by the kernel: every call comes here.
        shown.attr_timeout = shown.entry_timeout = 0
        return shown

    async def lookup(self, parent, name, ctx=None):
        await self.answer(b"lookup")
        return self.look(os.path.join(self.places[parent], name))

    async def getattr(self, inode, ctx=None):
        await self.answer(b"getattr")
        return self.look(self.places[inode])

    async def opendir(self, inode, ctx):
        await self.answer(b"opendir")
        return inode

    async def readdir(self, inode, start, token):
        names = sorted(os.listdir(self.places[inode]))
        for index, name in enumerate(names[start:], start + 1):
            if not pyfuse3.readdir_reply(token, name, self.look(os.path.join(self.places[inode], name)), index):
                return

    async def open(self, inode, flags, ctx):
        await self.answer(b"open")
        if not stat.S_ISREG(os.lstat(self.places[inode]).st_mode):
            raise pyfuse3.FUSEError(errno.EISDIR)
        return pyfuse3.FileInfo(fh=inode, direct_io=True)

    async def read(self, inode, start, length):
        await self.answer(b"read", start + length)
        with open(self.places[inode], "rb") as file:
            file.seek(start)
            return file.read(length)


pyfuse3.init(Device(), os.fsdecode(MOUNTPOINT), {"fsname=hanging-device", "ro", *pyfuse3.default_options})
print("ready", flush=True)
trio.run(pyfuse3.main)
