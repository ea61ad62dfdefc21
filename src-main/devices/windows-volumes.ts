// Windows: removable drives by their letters. Which letters there are, `fsutil` says without asking any drive; what kind of
// drive one is, is asked when it comes, and again from time to time, because a reader's letter stays when its card is changed. Not yet tried on Windows.
import { join } from 'node:path';
import { z } from 'zod';
import { runProgram, type RunProgram } from './run-program.ts';
import { digestOf, withDistinctIds } from './volume-id.ts';
import type { VolumeReader } from './volume-reader.ts';
import type { Volume } from './volume.ts';

const lookEveryMs = 2_000;
/** Its letter stays when a card comes, and when it goes or another one comes. */
const looksUntilAskedAgain = { empty: 5, filled: 15 } as const;

const driveSchema = z.object({
  DeviceID: z.string().regex(/^[A-Z]:$/),
  /** 2: removable; 3: fixed; 4: network; 5: a disc. */
  DriveType: z.int(),
  VolumeName: z.string().nullable(),
  VolumeSerialNumber: z.string().nullable(),
  Size: z.number().nullable(),
});
type Drive = z.infer<typeof driveSchema>;

const removable = 2;
/** In the system's own coding a name would not be the same on the way here; and without the mark that PowerShell puts first. */
const inUtf8 = '[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false; ';
const question =
  inUtf8 +
  'Get-CimInstance Win32_LogicalDisk -Filter "DriveType=2" | ' +
  'Select-Object DeviceID,DriveType,VolumeName,VolumeSerialNumber,Size | ConvertTo-Json -Compress';

/** Drives with something in them; PowerShell writes one alone without brackets. */
function parseWindowsDrives(answer: string): readonly Drive[] {
  if (answer.trim() === '') return [];
  const said = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).parse(jsonOf(answer));
  // One that can't be understood keeps no other from being read.
  const drives = said.map((one) => driveSchema.safeParse(one)).flatMap(({ data }) => data ?? []);
  return drives.filter(({ DriveType }) => DriveType === removable);
}

/** `Drives: A:\ C:\ E:\`, in the language of the system. */
const parseWindowsLetters = (answer: string): string =>
  [...answer.matchAll(/\b([A-Z]):\\/g)].map(([, letter]) => letter).join('');

export function windowsVolumes(
  run: RunProgram = runProgram,
  systemFolder = process.env['SystemRoot'] ?? 'C:\\Windows',
): VolumeReader {
  const system32 = join(systemFolder, 'System32');
  let letters = '';
  let looks = 0;
  let drives: readonly Drive[] = [];
  return {
    everyMs: lookEveryMs,
    watch: null,
    read: async () => {
      const now = parseWindowsLetters(await run(join(system32, 'fsutil.exe'), ['fsinfo', 'drives']));
      looks += 1;
      const isAskedAgain = drives.some(
        ({ Size }) => looks % looksUntilAskedAgain[Size === null ? 'empty' : 'filled'] === 0,
      );
      if (now !== letters || isAskedAgain) {
        const shell = join(system32, 'WindowsPowerShell\\v1.0\\powershell.exe');
        drives = parseWindowsDrives(
          await run(shell, ['-NoProfile', '-NonInteractive', '-Command', question]),
        );
        letters = now;
      }
      return withDistinctIds(drives.flatMap(volumeOf));
    },
  };
}

function volumeOf({ DeviceID, VolumeName, VolumeSerialNumber, Size }: Drive): readonly Volume[] {
  if (Size === null) return [];
  const parts = [VolumeSerialNumber, VolumeName, String(Size)];
  return [
    {
      volumeId: VolumeSerialNumber === null ? digestOf('label', parts) : digestOf('uuid', parts),
      mountKey: `${DeviceID} ${parts.join(' ')}`,
      root: `${DeviceID}\\`,
      label: VolumeName === null || VolumeName === '' ? DeviceID : VolumeName,
    },
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
