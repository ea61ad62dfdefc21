// macOS and Windows, by what their programs print.
import { describe, expect, it } from 'vitest';
import { macVolumes } from '../../../src-main/devices/mac-volumes.ts';
import { systemVolumes } from '../../../src-main/devices/system-volumes.ts';
import { windowsVolumes } from '../../../src-main/devices/windows-volumes.ts';

describe('macOS', () => {
  const mount = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//anna@nas._smb._tcp.local/sport on /Volumes/sport (smbfs, nodev, nosuid, mounted by anna)
/dev/disk4s1 on /Volumes/GARMIN (msdos, local, nodev, nosuid, noowners)
/dev/disk5s2 on /Volumes/Some App (hfs, local, nodev, nosuid, read-only, noowners)
/dev/disk6s1 on /Volumes/Räder (2026) (exfat, local, nodev, nosuid, noowners)
`;
  const disk = (bus: string, isRemovable: boolean, more = '') => `<plist version="1.0"><dict>
	<key>BusProtocol</key>
	<string>${bus}</string>
	<key>RemovableMediaOrExternalDevice</key>
	<${String(isRemovable)}/>
	<key>TotalSize</key>
	<integer>15517876224</integer>
	${more}
</dict></plist>`;

  it('takes local removable disks below /Volumes, and asks what one is once', async () => {
    const asked: string[] = [];
    const disks: Readonly<Record<string, string>> = {
      '/dev/disk4s1': disk(
        'USB',
        true,
        '<key>VolumeName</key><string>GARMIN</string><key>VolumeUUID</key><string>U-1</string>',
      ),
      '/dev/disk5s2': disk('Disk Image', true),
      '/dev/disk6s1': disk('USB', true),
    };
    const reader = macVolumes((file, args) => {
      asked.push(file);
      return Promise.resolve(file === '/sbin/mount' ? mount : (disks[args.at(-1) ?? ''] ?? ''));
    });
    const first = await reader.read();
    expect(first.map(({ root, label }) => [root, label])).toEqual([
      ['/Volumes/GARMIN', 'GARMIN'],
      ['/Volumes/Räder (2026)', 'Räder (2026)'],
    ]);
    expect(first.map(({ volumeId }) => volumeId.split('-')[0])).toEqual(['uuid', 'once']);
    expect(await reader.read()).toEqual(first);
    expect(asked.filter((file) => file.endsWith('diskutil'))).toHaveLength(3);
  });

  it('asks again what a disk is, where that could not be said at once', async () => {
    let tries = 0;
    const reader = macVolumes((file) => {
      if (file === '/sbin/mount')
        return Promise.resolve('/dev/disk4s1 on /Volumes/GARMIN (msdos, local, nodev)\n');
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('timeout')) : Promise.resolve(disk('USB', true));
    });
    const roots = async () => (await reader.read()).map(({ root }) => root);
    expect([await roots(), await roots(), await roots(), await roots()]).toEqual([
      [],
      [],
      ['/Volumes/GARMIN'],
      ['/Volumes/GARMIN'],
    ]);
    expect(tries).toBe(3);
  });

  it('reads names as they were meant, and an empty one as none', async () => {
    const namesOf = async (name: string) => {
      const says = disk('USB', true, `<key>VolumeName</key>\n\t<string>${name}</string>`);
      const reader = macVolumes((file) =>
        Promise.resolve(file === '/sbin/mount' ? '/dev/disk4s1 on /Volumes/ROOT (msdos, local)\n' : says),
      );
      return (await reader.read()).map(({ label }) => label);
    };
    expect(await namesOf('Rad &amp; Lauf &lt;3')).toEqual(['Rad & Lauf <3']);
    expect(await namesOf('')).toEqual(['ROOT']);
  });

  it('asks again at the next look where a disk could not be asked, or said nothing', async () => {
    const answers = [new Error('busy'), '', disk('USB', true)];
    const reader = macVolumes((file) => {
      if (file === '/sbin/mount') return Promise.resolve(mount.split('\n').at(4) ?? '');
      const answer = answers.shift() ?? '';
      return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
    });
    const counts = [];
    for (let look = 0; look < 4; look += 1) counts.push((await reader.read()).length);
    expect(counts).toEqual([0, 0, 1, 1]);
  });

  it('says so where it can not ask', async () => {
    await expect(macVolumes(() => Promise.reject(new Error('gone'))).read()).rejects.toThrow('gone');
  });
});

describe('Windows', () => {
  const drive = (letter: string, size: number | null, type = 2) => ({
    DeviceID: `${letter}:`,
    DriveType: type,
    VolumeName: size === null ? null : 'GARMIN',
    VolumeSerialNumber: size === null ? null : `${letter}1B2C3D4`,
    Size: size,
  });

  function reading(says: { letters: string; drives: unknown }) {
    const asked: string[] = [];
    const reader = windowsVolumes((file) => {
      const isLetters = file.endsWith('fsutil.exe');
      asked.push(isLetters ? 'letters' : 'drives');
      if (isLetters)
        return Promise.resolve(
          `\r\nLaufwerke: ${Array.from(says.letters, (letter) => `${letter}:\\`).join(' ')} \r\n`,
        );
      return Promise.resolve(says.drives === null ? '' : JSON.stringify(says.drives));
    }, 'C:\\Windows');
    return { asked, reader, roots: async () => (await reader.read()).map(({ root }) => root) };
  }

  it('asks what a drive is when its letter comes, and not before', async () => {
    const says = { letters: 'CD', drives: null as unknown };
    const { asked, roots } = reading(says);
    expect(await roots()).toEqual([]);
    expect(await roots()).toEqual([]);
    says.letters = 'CDE';
    says.drives = drive('E', 100);
    expect(await roots()).toEqual(['E:\\']);
    says.letters = 'CD';
    says.drives = null;
    expect(await roots()).toEqual([]);
    expect(asked.filter((what) => what === 'drives')).toHaveLength(3);
  });

  it('asks a reader without a card again from time to time, and takes no fixed or network drive', async () => {
    const says = {
      letters: 'CEFN',
      drives: [drive('E', null), drive('F', 5, 3), drive('N', 5, 4)] as unknown,
    };
    const { roots } = reading(says);
    expect(await roots()).toEqual([]);
    says.drives = [drive('E', 100)];
    const looks = [];
    for (let look = 0; look < 6; look += 1) looks.push((await roots()).length);
    expect(looks.at(-1)).toBe(1);
    expect(looks[0]).toBe(0);
  });

  it('sees that a card went from its reader, or is another one', async () => {
    const says = { letters: 'CE', drives: drive('E', 100) as unknown };
    const { roots } = reading(says);
    expect(await roots()).toEqual(['E:\\']);
    says.drives = drive('E', null);
    const looks = [];
    for (let look = 0; look < 15; look += 1) looks.push((await roots()).length);
    expect([looks[0], looks.at(-1)]).toEqual([1, 0]);
  });

  it('reads on behind the mark of UTF-8, and beside a drive that it does not understand', async () => {
    const answer = `\uFEFF${JSON.stringify([{ DeviceID: 'E:', DriveType: 'odd' }, drive('F', 100)])}\r\n`;
    const reader = windowsVolumes(
      (file) => Promise.resolve(file.endsWith('fsutil.exe') ? 'Lecteurs : C:\\\0E:\\\0F:\\\0' : answer),
      'C:\\Windows',
    );
    expect((await reader.read()).map(({ root }) => root)).toEqual(['F:\\']);
  });

  it('notices a card that was changed in a reader which keeps its letter', async () => {
    const says = { letters: 'CE', drives: drive('E', 100) as unknown };
    const { asked, reader } = reading(says);
    const [before] = await reader.read();
    says.drives = { ...drive('E', 200), VolumeSerialNumber: '0C0FFEE0' };
    const names = new Set<string | undefined>();
    for (let look = 0; look < 30; look += 1) names.add((await reader.read())[0]?.volumeId);
    expect(names.size).toBe(2);
    expect([...names][0]).toBe(before?.volumeId);
    expect(asked.filter((what) => what === 'drives')).toHaveLength(3);
  });

  it('takes nonsense for no news: what was there stays as long as its letter, and is asked for again', async () => {
    for (const nonsense of ['text', { DeviceID: '\\\\server', DriveType: 2 }, [{}], 7]) {
      expect(await reading({ letters: 'CE', drives: nonsense }).roots()).toEqual([]);
      const says = { letters: 'CEF', drives: [drive('E', 100), drive('F', 100)] as unknown };
      const { roots } = reading(says);
      await roots();
      [says.letters, says.drives] = ['CEG', nonsense];
      expect(await roots()).toEqual(['E:\\']);
      says.drives = [drive('E', 100), drive('G', 100)];
      const looks = [];
      for (let look = 0; look < 5; look += 1) looks.push((await roots()).length);
      expect(looks).toEqual([1, 1, 1, 1, 2]);
    }
  });
});

it('each system has its reader, and an unknown one none', () => {
  const looks = (['linux', 'darwin', 'win32', 'freebsd'] as const).map(
    (name) => systemVolumes(name, null)?.everyMs,
  );
  expect(looks).toEqual([250, 2_000, 2_000, undefined]);
});
