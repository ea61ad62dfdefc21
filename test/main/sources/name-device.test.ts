import { expect, it } from 'vitest';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import type { RefusedFile } from '../../../src-worker/contract/intake-messages.ts';
import { endingInWords } from '../../../src-worker/imports/words.ts';
import { withDeviceName } from '../../../src-main/sources/name-device.ts';

const refused = (failure: ReadFailure): RefusedFile => ({
  fileId: 'f',
  importId: 'i',
  name: 'morning.fit',
  path: '/media/morning.fit',
  sizeBytes: 1,
  failure,
});

it('names the device on what was being read when it was pulled, and on nothing else', () => {
  const pulled = refused({ kind: 'unplugged_while_reading' });
  expect(withDeviceName(pulled, 'Edge 530')).toEqual(
    refused({ kind: 'unplugged_while_reading', device: 'Edge 530' }),
  );
  expect([withDeviceName(pulled, null), withDeviceName(pulled, '')]).toEqual([pulled, pulled]);
  const full = refused({ kind: 'disk_full' });
  expect(withDeviceName(full, 'Edge 530')).toBe(full);
});

it('is said on its receipt, with what becomes of the rest', () => {
  const said = (failure: ReadFailure) =>
    endingInWords({
      fileName: 'morning.fit',
      member: null,
      ending: { kind: 'failed', failure },
      isRecovered: false,
      activity: '',
      matched: null,
    });
  expect(said({ kind: 'unplugged_while_reading', device: 'Edge 530' })).toMatchObject({
    happened: 'Edge 530 was unplugged while morning.fit was being read.',
    next: 'The rest waits for Edge 530: plug it in again, and Cooldown goes on by itself.',
  });
  expect(said({ kind: 'unplugged_while_reading' })).toMatchObject({
    happened: 'The device was unplugged while morning.fit was being read.',
    next: 'The rest waits for the device: plug it in again, and Cooldown goes on by itself.',
  });
});
