// Tables of mounts as real systems write them, shortened, each with what of it is a removable volume; and what /sys says of
// the disks in them.
import type { BlockFacts } from '../../../src-main/devices/removable.ts';

const fixed: BlockFacts = {
  isRemovable: false,
  serial: null,
  sizeSectors: '976773168',
  fileSystemUuid: 'f00d',
  label: null,
};
const stick: BlockFacts = {
  ...fixed,
  isRemovable: true,
  sizeSectors: '30310400',
  fileSystemUuid: '1A2B-3C4D',
  serial: '0000d1a5',
};

export interface DesktopTable {
  readonly of: string;
  readonly table: string;
  readonly disks: Readonly<Record<string, BlockFacts>>;
  readonly removable: readonly string[];
}

export const desktopTables: readonly DesktopTable[] = [
  {
    of: 'GNOME on Fedora with a watch, a phone and a network disk',
    table: `
22 66 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
23 66 0:22 / /sys rw,nosuid,nodev,noexec,relatime shared:2 - sysfs sysfs rw
24 66 0:5 / /dev rw,nosuid shared:9 - devtmpfs devtmpfs rw,size=4096k
66 1 0:34 /root / rw,relatime shared:1 - btrfs /dev/nvme0n1p3 rw,compress=zstd:1,subvol=/root
41 66 0:39 / /tmp rw,nosuid,nodev shared:18 - tmpfs tmpfs rw,size=16G
43 66 0:34 /home /home rw,relatime shared:20 - btrfs /dev/nvme0n1p3 rw,subvol=/home
45 66 259:2 / /boot rw,relatime shared:22 - ext4 /dev/nvme0n1p2 rw
47 45 259:1 / /boot/efi rw,relatime shared:24 - vfat /dev/nvme0n1p1 rw,fmask=0077
520 66 0:52 / /run/user/1000 rw,nosuid,nodev,relatime shared:300 - tmpfs tmpfs rw,mode=700,uid=1000
541 520 0:53 / /run/user/1000/gvfs rw,nosuid,nodev,relatime shared:320 - fuse.gvfsd-fuse gvfsd-fuse rw,user_id=1000
560 520 0:54 / /run/user/1000/doc rw,nosuid,nodev,relatime shared:330 - fuse.portal portal rw,user_id=1000
601 66 0:70 / /run/media/anna/nas rw,relatime shared:400 - cifs //nas/sport rw
602 66 0:71 / /mnt/nfs rw,relatime shared:401 - nfs4 nas:/export rw
610 66 8:17 / /run/media/anna/GARMIN rw,nosuid,nodev,relatime shared:410 - vfat /dev/sdb1 rw,uid=1000,flush
`,
    disks: { '259:1': fixed, '259:2': fixed, '8:17': stick },
    removable: ['/run/media/anna/GARMIN'],
  },
  {
    of: 'Ubuntu with snaps, docker, a data partition of its own and an SD card',
    table: `
24 30 0:22 / /sys rw,nosuid - sysfs sysfs rw
30 1 259:5 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p5 rw,errors=remount-ro
95 30 7:1 / /snap/core22/1380 ro,nodev,relatime shared:60 - squashfs /dev/loop1 ro,errors=continue
96 30 7:2 / /snap/firefox/4173 ro,nodev,relatime shared:62 - squashfs /dev/loop2 ro
110 30 259:1 / /boot/efi rw,relatime shared:80 - vfat /dev/nvme0n1p1 rw
200 30 259:5 /var/lib/docker /var/lib/docker rw,relatime shared:1 - ext4 /dev/nvme0n1p5 rw
201 200 0:60 / /var/lib/docker/overlay2/abc/merged rw,relatime - overlay overlay rw,lowerdir=/a:/b,upperdir=/c
202 30 0:4 net:[4026532281] /run/docker/netns/1 rw shared:90 - nsfs nsfs rw
250 30 259:4 / /media/ben/Data rw,nosuid,nodev shared:95 - fuseblk /dev/nvme0n1p4 rw,user_id=0
260 30 179:1 / /media/ben/SPORT\\040CARD rw,nosuid,nodev shared:96 - exfat /dev/mmcblk0p1 rw,uid=1000
261 30 11:0 / /media/ben/GarminDisc ro,nosuid,nodev shared:97 - iso9660 /dev/sr0 ro
262 30 179:1 /Rides /home/ben/rides rw,relatime shared:96 - exfat /dev/mmcblk0p1 rw
`,
    disks: {
      '259:5': fixed,
      '259:1': fixed,
      '259:4': fixed,
      '179:1': stick,
      '11:0': stick,
      '7:1': fixed,
      '7:2': fixed,
    },
    removable: ['/media/ben/SPORT CARD'],
  },
  {
    of: 'KDE that runs from a stick of its own, with a disk behind FUSE',
    table: `
30 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
31 30 8:1 / /boot rw,relatime shared:2 - vfat /dev/sda1 rw
32 30 8:3 / /home rw,relatime shared:3 - ext4 /dev/sda3 rw
40 30 0:50 / /home/cara/cloud rw,nosuid - fuse.rclone gdrive: rw,user_id=1000
41 30 0:51 / /home/cara/server rw,nosuid - fuse.sshfs cara@host: rw
42 30 0:55 / /run/media/cara/WAHOO rw,nosuid - fuse.exfat /dev/sdc1 rw
43 30 8:49 / /run/media/cara/WAHOO2 rw,nosuid - fuseblk /dev/sdd1 rw
44 30 8:49 / /home/cara/again rw,nosuid - fuseblk /dev/sdd1 rw
`,
    disks: { '8:1': stick, '8:2': stick, '8:3': stick, '0:55': stick, '8:49': stick },
    removable: ['/run/media/cara/WAHOO', '/run/media/cara/WAHOO2'],
  },
  {
    of: 'WSL',
    table: `
60 1 8:32 / / rw,relatime - ext4 /dev/sdc rw,discard
65 60 0:30 / /mnt/wsl rw,relatime shared:1 - tmpfs none rw
70 60 0:56 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\134
71 60 0:57 / /mnt/d rw,noatime - drvfs D: rw
72 60 8:48 / /mnt/wslg/distro ro,relatime shared:2 - ext4 /dev/sdd rw
`,
    disks: { '8:32': fixed, '8:48': fixed },
    removable: [],
  },
  {
    of: 'a box where /sys says nothing: only what nobody uses but for sticks, where desktops mount',
    table: `
30 1 8:2 / / rw - ext4 /dev/sda2 rw
31 30 8:17 / /media/GARMIN rw - vfat /dev/sdb1 rw
32 30 8:33 / /media/backup rw - ext4 /dev/sdc1 rw
33 30 8:49 / /mnt/stick rw - vfat /dev/sdd1 rw
34 30 8:65 / /mediathek rw - vfat /dev/sde1 rw
`,
    disks: {},
    removable: ['/media/GARMIN'],
  },
];
