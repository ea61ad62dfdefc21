import { describe, expect, it } from 'vitest';
import { redactPath } from '../../../src-worker/diagnostics/redact-path.ts';

const told = async (path: string) => {
  const { root, extension, depth } = await redactPath(path, () => Promise.resolve('0'.repeat(16)));
  return [root, extension, depth];
};

describe('a path in the report', () => {
  it.each([
    ['/home/anna/Downloads/Morning run.fit', ['home', 'fit', 3]],
    ['/Users/anna/ride.tcx.gz', ['home', 'gz', 2]],
    ['C:\\Users\\Anna\\Documents\\a.GPX', ['home', 'gpx', 4]],
    ['/root/a', ['home', 'none', 1]],
    ['/media/anna/GARMIN/GARMIN/ACTIVITY/1.FIT', ['removable', 'fit', 5]],
    ['/run/media/anna/EDGE/x.fit', ['removable', 'fit', 4]],
    ['/Volumes/GARMIN/x.fit', ['removable', 'fit', 2]],
    ['/run/user/1000/gvfs/mtp:host=Garmin/Primary/x.fit', ['removable', 'fit', 6]],
    ['/run/user/1000/gvfs/smb-share:server=nas/x.fit', ['network', 'fit', 5]],
    ['\\\\nas\\anna\\x.zip', ['network', 'zip', 2]],
    ['/tmp/x.anna', ['temp', 'other', 1]],
    ['/var/folders/ab/T/x.json', ['temp', 'json', 4]],
    ['C:\\Users\\Anna\\AppData\\Local\\Temp\\x.fit', ['temp', 'fit', 6]],
    ['E:\\x.none', ['other', 'other', 1]],
    ['.fit', ['other', 'none', 0]],
    ['', ['other', 'none', 0]],
  ])('%s', async (path, expected) => {
    expect(await told(path)).toEqual(expected);
  });

  it('is no deeper than a number that tells nothing', async () => {
    expect(await told(`${'/a'.repeat(500)}/x.fit`)).toEqual(['other', 'fit', 64]);
  });
});
