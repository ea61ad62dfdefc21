// Every file of the collection through open, read and map: each ends by name and in time, and what is said of it agrees
// with independent decoders. Skipped where the collection is not there.
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { openWhole } from '../../support/open-whole.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import type { MappedActivity, MappedPart } from '../../../src-worker/mapping/mapped-activity.ts';
import { workoutTypeOf } from '../../../src-worker/mapping/sports.ts';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import { corpusBytes, corpusFiles, type CorpusFile, type Expected } from './corpus-files.ts';

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

const near = (
  got: number | null | undefined,
  wanted: number | null | undefined,
  tolerance: { readonly share: number; readonly least: number },
): boolean =>
  wanted == null ||
  Math.abs((got ?? 0) - wanted) <= Math.max(tolerance.least, tolerance.share * Math.abs(wanted));

/** The decoders of the collection write FIT names in camel case. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What differs, by name; several activities are compared as their sums. */
function differences(expected: Expected, activities: readonly MappedActivity[]): readonly string[] {
  const summaries = activities.map(({ summary }) => summary);
  const total = (pick: (summary: (typeof summaries)[number]) => number | null): number =>
    summaries.reduce((all, summary) => all + (pick(summary) ?? 0), 0);
  const starts = summaries.map(({ startedAt }) => Date.parse(startedAt ?? ''));
  const isWhole = activities.length === 1;
  const sport =
    expected.sport == null
      ? null
      : workoutTypeOf(snakeCase(expected.sport), snakeCase(expected.sub_sport ?? ''));
  const isGpx = expected.content_format === 'gpx';
  const seconds = { share: 0.005, least: 1 };
  const checks: Readonly<Record<string, boolean>> = {
    count: activities.length === (expected.n_activities ?? 1),
    start:
      expected.started_at == null || Math.abs(Math.min(...starts) - Date.parse(expected.started_at)) <= 1000,
    time:
      !isWhole ||
      near(
        total((summary) => summary.elapsedSeconds),
        expected.total_elapsed_s,
        seconds,
      ) ||
      near(
        total((summary) => summary.timerSeconds),
        expected.total_timer_s,
        seconds,
      ),
    distance:
      (isGpx && !isWhole) ||
      near(
        total((summary) => summary.distanceMeters),
        expected.distance_m,
        { share: isGpx ? 0.03 : 0.005, least: 5 },
      ),
    sport:
      !isWhole ||
      sport === null ||
      !sport.known ||
      activities[0]?.draft.workout.workout_type === sport.workoutType,
    records:
      !isWhole ||
      isGpx ||
      near(
        total((summary) => summary.recordCount),
        expected.n_records,
        { share: 0.01, least: 1 },
      ),
    calories: near(
      total((summary) => summary.caloriesKcal),
      expected.calories_kcal,
      { share: 0.005, least: 1 },
    ),
  };
  return Object.keys(checks).filter((check) => checks[check] === false);
}

/** Nothing that JSON can't carry, nothing that the contract refuses. */
function expectClean({ draft, summary }: MappedActivity): void {
  expect(externalActivitySchema.safeParse(draft).error).toBeUndefined();
  const odd = JSON.stringify({ draft, summary }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? 'NOT A NUMBER' : value,
  );
  expect(odd).not.toContain('NOT A NUMBER');
}

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

  it('is read as independent decoders read it, in at least 98 of 100 activities', () => {
    const judged = sound.flatMap((file) =>
      file.expected?.is_activity === true
        ? [{ file: file.file, differs: differences(file.expected, activitiesOf(partsOf(file))) }]
        : [],
    );
    const differing = judged.filter(({ differs }) => differs.length > 0);
    expect(judged.length).toBeGreaterThan(100);
    expect(differing.length / judged.length, JSON.stringify(differing)).toBeLessThanOrEqual(0.02);
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
