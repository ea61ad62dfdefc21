// Every file of the collection through open, read and map: each ends by name and in time, and what is said of it agrees
// with independent decoders. Skipped where the collection is not there.
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { openWhole } from '../../support/open-whole.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import type { MappedActivity, MappedPart } from '../../../src-worker/mapping/mapped-activity.ts';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import { differencesOf } from './corpus-differences.ts';
import { corpusBytes, corpusFiles, type CorpusFile } from './corpus-files.ts';

const context = { now: '2026-11-22T12:00:00.000Z', athleteTimeZone: 'Europe/Berlin' };

async function readWhole(file: CorpusFile): Promise<readonly MappedPart[]> {
  const opened = await openWhole(corpusBytes(file));
  if (!opened.ok) return [{ kind: 'failed', failure: opened.failure }];
  const { members, refused } = opened.value;
  const parts: MappedPart[] = refused.map(({ failure }) => ({ kind: 'failed', failure }));
  for (const member of members) {
    const { format, sha256 } = member;
    const read = await readMember(member);
    if (!read.ok) parts.push({ kind: 'failed', failure: read.failure });
    else for (const part of read.value.parts) parts.push(await mapPart(part, { ...context, format, sha256 }));
  }
  return parts;
}

const activitiesOf = (parts: readonly MappedPart[]): readonly MappedActivity[] =>
  parts.flatMap((part) => (part.kind === 'activity' ? [part.mapped] : []));

/** Nothing that JSON can't carry, nothing that the contract refuses. */
function expectClean({ draft, summary }: MappedActivity): void {
  expect(externalActivitySchema.safeParse(draft).error).toBeUndefined();
  const odd = JSON.stringify({ draft, summary }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? 'NOT A NUMBER' : value,
  );
  expect(odd).not.toContain('NOT A NUMBER');
}

const noBeats =
  'the device had no strap and wrote 0 bpm, which the decoders give as it stands: nobody has it, so it is missing here';
const serialElsewhere =
  'file_id has no serial number, where the decoders look; the device_info of the recording device has this one';
const untimed = 'tracks and points without a time are no activity, and the decoders count them all the same';

/** By file: what differs, and why ours is what the bytes say. */
const explained: Readonly<Record<string, { readonly differs: readonly string[]; readonly why: string }>> = {
  'derived__13316402159.zip': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'derived__tormoder__0134902991.rewrapped.fit': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'derived__tormoder__0134902991.utf16.tcx': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'elevate__flagged-speed.fit': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'sportslib__inverted-times.fit': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'tormoder__0134902991.fit': { differs: ['avgHeartRate', 'maxHeartRate'], why: noBeats },
  'runalyze__hr-only-zeros.fit': {
    differs: ['device', 'avgHeartRate', 'maxHeartRate'],
    why: `${noBeats}; ${serialElsewhere}`,
  },
  'elevate__zwift-pschit.fit': { differs: ['device'], why: serialElsewhere },
  'fitfiler__zwift-turbo.fit': { differs: ['device'], why: serialElsewhere },
  'muktihari__activity_multisport.fit': { differs: ['device'], why: serialElsewhere },
  'gpsbabel__googletakeout.gpx': { differs: ['records', 'sessions'], why: untimed },
  'gpxpy__cerknicko-without-times.gpx': { differs: ['distance', 'records', 'sessions'], why: untimed },
  'mytourbook__test.gpx': { differs: ['distance', 'records', 'sessions'], why: untimed },
  'gpxpy__Mojstrovka.gpx': {
    differs: ['count'],
    why: 'its two times, of 1901, lie a third of a millisecond apart: to us one time, as in a drawing',
  },
  'muktihari__Activity.fit': {
    differs: ['avgHeartRate'],
    why: 'no session says it; a beat of 0 among the records is missing here, and counted there',
  },
  'muktihari__chained_Activity_activity_poolswim.fit': {
    differs: ['distance'],
    why: 'only the second of its two activities declares a distance: of the first the records have it, 3600 m',
  },
};

describe.skipIf(corpusFiles.length === 0)('the collection of real and hostile files', () => {
  const read = new Map<string, readonly MappedPart[]>();
  const partsOf = (file: CorpusFile): readonly MappedPart[] => read.get(file.file) ?? [];

  it.each(corpusFiles)(
    '$file ends by name and within ten seconds',
    async (file) => {
      const parts = await readWhole(file);
      read.set(file.file, parts);
      expect(parts.length).toBeGreaterThan(0);
      activitiesOf(parts).forEach(expectClean);
    },
    limits.parserSeconds * 1000,
  );

  // Archives of several activities are named member by member in the manifest: their sums are not.
  const sound = corpusFiles.filter(
    ({ file, expected }) => file.startsWith('files/') && (expected?.members?.length ?? 1) <= 1,
  );

  it('is read as independent decoders read it, but for what is explained', () => {
    const judged = sound.filter(({ expected }) => expected?.is_activity === true);
    const differing = judged.flatMap(({ file, expected }) => {
      const activities = activitiesOf(read.get(file) ?? []);
      const differs = expected == null ? ['not expected'] : differencesOf(expected, activities);
      return differs.length === 0 ? [] : [[file.replace('files/', ''), differs] as const];
    });
    expect(judged.length).toBeGreaterThan(100);
    const isThere = ([file]: readonly [string, unknown]) =>
      judged.some((one) => one.file === `files/${file}`);
    const explanations = Object.entries(explained).filter(isThere);
    expect(Object.fromEntries(differing)).toEqual(
      Object.fromEntries(explanations.map(([file, { differs }]) => [file, differs])),
    );
  });

  it('never makes an activity of what is none', () => {
    const none = sound.filter(({ expected }) => expected?.is_activity === false);
    const imported = none.filter((file) => activitiesOf(partsOf(file)).length > 0);
    expect(imported.map(({ file }) => file)).toEqual([]);
  });

  it('never imports what must be refused', () => {
    const refused = corpusFiles.filter(({ must }) => must === 'reject' || must === 'not-an-activity');
    const imported = refused.filter((file) => activitiesOf(partsOf(file)).length > 0);
    expect(imported.map(({ file }) => file)).toEqual([]);
  });

  it('never passes damage off as sound', () => {
    const damaged = corpusFiles.filter(({ must }) =>
      ['salvage-or-reject', 'import-flagged', 'import-with-warning-or-reject'].includes(must ?? ''),
    );
    const unflagged = damaged.filter((file) =>
      activitiesOf(partsOf(file)).some(({ quality }) =>
        quality.flags.every((flag) => flag === 'zone_assumed'),
      ),
    );
    expect(unflagged.map(({ file }) => file)).toEqual([]);
  });
});
