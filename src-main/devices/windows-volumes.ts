// Windows: removable drives by their letters. Which letters there are, `fsutil` says without asking any drive; what kind of
// drive one is, is asked when it comes, and again from time to time: a reader keeps its letter whatever card is in it. Not yet
// tried on Windows.
import { join } from 'node:path';
import { z } from 'zod';
import { runProgram, type RunProgram } from './run-program.ts';
import { createDistinctIds, digestOf } from './volume-id.ts';
import type { VolumeReader } from './volume-reader.ts';
import type { Volume } from './volume.ts';

const lookEveryMs = 2_000;
/** Of a reader without a card, and where the answer was not understood. */
const looksUntilAskedAgain = 5;
/** Of one that has a card, which may have been changed. */
const looksUntilFullIsAskedAgain = 15;

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

/**
 * PowerShell writes one alone without brackets. An odd drive hides no other one; null where no drive at all is understood,
 * which says nothing of what is there.
 */
function parseWindowsDrives(answer: string): readonly Drive[] | null {
  if (answer.trim() === '') return [];
  const said = jsonOf(answer);
  const rows: readonly unknown[] = Array.isArray(said) ? said : [said];
  const drives = rows.flatMap((row) => driveSchema.safeParse(row).data ?? []);
  if (drives.length === 0 && rows.length > 0) return null;
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
  let looksSinceAsked = 0;
  let isUnderstood = true;
  let drives: readonly Drive[] = [];
  const withDistinctIds = createDistinctIds();
  const isToBeAsked = (now: string): boolean => {
    if (now !== letters) return true;
    const mayComeSoon = !isUnderstood || drives.some(({ Size }) => Size === null);
    if (mayComeSoon) return looksSinceAsked >= looksUntilAskedAgain;
    return drives.length > 0 && looksSinceAsked >= looksUntilFullIsAskedAgain;
  };
  return {
    everyMs: lookEveryMs,
    watch: null,
    read: async () => {
      const now = parseWindowsLetters(await run(join(system32, 'fsutil.exe'), ['fsinfo', 'drives']));
      looksSinceAsked += 1;
      if (isToBeAsked(now)) {
        const shell = join(system32, 'WindowsPowerShell\\v1.0\\powershell.exe');
        const answer = await run(shell, ['-NoProfile', '-NonInteractive', '-Command', question]);
        const understood = parseWindowsDrives(answer);
        isUnderstood = understood !== null;
        drives = understood ?? drives;
        looksSinceAsked = 0;
        letters = now;
      }
      // Where the answer was not understood, the letters still say what went.
      const there = drives.filter(({ DeviceID }) => now.includes(DeviceID.charAt(0)));
      return withDistinctIds(there.flatMap(volumeOf));
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
