"""A device that can hang and fail: a folder, shown read-only through FUSE. hanging-device.py FOLDER MOUNTPOINT CONTROL

While the folder CONTROL holds a file named after a call (lookup, getattr, opendir, readdir, open, read; any: all of them),
that call is in trouble. The file says how, in JSON: {"how": "hang" or seconds or an error's name or, of a
read or readdir that ends too early, "short", "from": 0, "name": ""}.
`from`: of a read the first byte that is in trouble, of a readdir the first entry; what lies before it is given. `name`:
only in a file or folder of this name. Says "ready" on standard output when the device is there, and "hung" whenever a
call begins to hang. Needs Debian's python3-pyfuse3, and root.
"""

import errno
import json
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

    async def meet(self, call, place, start=0, length=0):
        """How much of it may be given: all, unless a trouble begins in the middle."""
        for trouble in self.troubles(call, place):
            begins = max(trouble["from"], start)
            if trouble["from"] > start and begins < start + length:
                return begins - start
            if begins > start:
                continue
            how = trouble["how"]
            if how == "hang":
                print("hung", flush=True)
                await trio.sleep_forever()
            elif isinstance(how, (int, float)):
                await trio.sleep(how)
            elif how == "short":
                return 0
            else:
                raise pyfuse3.FUSEError(getattr(errno, how))
        return length

    def troubles(self, call, place):
        for name in (call, "any"):
            try:
                with open(os.path.join(os.fsdecode(CONTROL), name)) as file:
                    trouble = json.load(file)
            except FileNotFoundError:
                continue
            if trouble["name"] in ("", os.fsdecode(os.path.basename(place))):
                yield trouble

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
        place = os.path.join(self.places[parent], name)
        await self.meet("lookup", place)
        return self.look(place)

    async def getattr(self, inode, ctx=None):
        await self.meet("getattr", self.places[inode])
        return self.look(self.places[inode])

    async def opendir(self, inode, ctx):
        await self.meet("opendir", self.places[inode])
        return inode

    async def readdir(self, inode, start, token):
        place = self.places[inode]
        names = sorted(os.listdir(place))
        given = await self.meet("readdir", place, start, len(names) - start)
        for index, name in enumerate(names[start : start + given], start + 1):
            if not pyfuse3.readdir_reply(token, name, self.look(os.path.join(place, name)), index):
                return

    async def open(self, inode, flags, ctx):
        await self.meet("open", self.places[inode])
        if not stat.S_ISREG(os.lstat(self.places[inode]).st_mode):
            raise pyfuse3.FUSEError(errno.EISDIR)
        return pyfuse3.FileInfo(fh=inode, direct_io=True)

    async def read(self, inode, start, length):
        given = await self.meet("read", self.places[inode], start, length)
        with open(self.places[inode], "rb") as file:
            file.seek(start)
            return file.read(given)


pyfuse3.init(Device(), os.fsdecode(MOUNTPOINT), {f"fsname={os.fsdecode(FOLDER)}", "ro", *pyfuse3.default_options})
print("ready", flush=True)
trio.run(pyfuse3.main)
