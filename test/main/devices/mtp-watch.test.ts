// Devices that the desktop shows in folders: asked for only while one may be there, and by a process that is given up when it
// does not answer.
import { expect, it } from 'vitest';
import type { MtpStorage } from '../../../src-worker/contract/mtp-storage.ts';
import { hintsFor } from '../../../src-main/devices/hints-for.ts';
import { watchMtp } from '../../../src-main/devices/mtp-watch.ts';

const storage = (volumeId: string, vendor: string | null): MtpStorage => ({
  root: `/run/user/1/gvfs/mtp:host=${volumeId}/Primary`,
  volumeId,
  deviceName: volumeId,
  storageName: 'Primary',
  vendor,
});
const [edge, phone] = [storage('edge', 'garmin'), storage('phone', null)];

it('are told when they come and go, and stay while nobody answers', async () => {
  const looks = [
    { isWanted: false, listed: [edge] },
    { isWanted: true, listed: [] },
    { isWanted: true, listed: [edge, phone] },
    { isWanted: true, listed: null },
    { isWanted: true, listed: [edge] },
    { isWanted: false, listed: [edge] },
    { isWanted: false, listed: [edge] },
  ];
  let at = 0;
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    const watch = watchMtp({
      isWanted: () => looks[at]?.isWanted ?? false,
      list: () => Promise.resolve(looks[at]?.listed ?? null),
      letGo: () => told.push(`${at}: let go`),
      onChange: (all) => told.push(`${at}: ${all.map(({ volumeId }) => volumeId).join()}`),
      wait: () => {
        at += 1;
        if (at === looks.length) {
          watch.stop();
          resolve();
        }
        return Promise.resolve();
      },
    });
  });
  expect(told).toEqual(['2: edge', '3: let go', '5: let go', '5: ']);
});

it.each([
  ['linux', 'nothing', ['open_in_file_manager', 'port_is_exclusive', 'drag_files_in']],
  ['linux', 'unmounted_disk', ['open_in_file_manager', 'drag_files_in']],
  ['win32', 'nothing', ['port_is_exclusive', 'quit_garmin_express', 'drag_files_in']],
  [
    'darwin',
    'nothing',
    ['port_is_exclusive', 'quit_garmin_express', 'quit_cloud_drives', 'drag_files_in_from_mtp_program'],
  ],
] as const)('on %s, of a device that shows %s, only what helps there is said', (platform, seen, expected) => {
  const hints = [
    'open_in_file_manager',
    'port_is_exclusive',
    'quit_garmin_express',
    'quit_cloud_drives',
    'drag_files_in',
    'drag_files_in_from_mtp_program',
  ] as const;
  expect(hintsFor(hints, seen, platform)).toEqual(expected);
});
