// What another reading of the same original says otherwise, field by field. Pure.
import type { ActivityQuality, ActivitySummary } from '../contract/activity-summary.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { FieldChange } from '../contract/re-read.ts';

export interface Reading {
  readonly activity: ExternalActivity;
  readonly summary: ActivitySummary;
  readonly quality: ActivityQuality;
}

type Scalar = FieldChange['known'];
type Leaves = ReadonlyMap<string, Scalar>;

/** In the order of their names; none where both say the same. When and how it was read is no difference. */
export function readingChanges(known: Reading, reread: Reading): readonly FieldChange[] {
  const [before, after] = [leavesOf(known), leavesOf(reread)];
  const fields = new Set([...before.keys(), ...after.keys()]);
  const changes = [...fields].flatMap((field) => {
    const change = { field, known: before.get(field) ?? null, reread: after.get(field) ?? null };
    return change.known === change.reread ? [] : [change];
  });
  return [...changes, ...placeChange(known, reread), ...sourceChanges(known, reread)].sort((left, right) =>
    left.field < right.field ? -1 : 1,
  );
}

function leavesOf({ activity, summary, quality }: Reading): Leaves {
  const { workout, session, sets } = activity;
  const leaves = new Map<string, Scalar>();
  collect('workout', workout, leaves);
  collect('session', { ...session, ...instantsOf(session) }, leaves);
  for (const set of sets) collect(`sets.${set.sequence}`, set, leaves);
  collect('summary', { ...summary, ...instantsOfSummary(summary), firstFix: null }, leaves);
  collect('quality', { grade: quality.grade, flags: [...quality.flags].sort().join(', ') }, leaves);
  return leaves;
}

function collect(name: string, value: object, into: Map<string, Scalar>): void {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, inner] of fields) {
    const field = `${name}.${key}`;
    if (typeof inner === 'object' && inner !== null) collect(field, inner, into);
    else if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') {
      into.set(field, inner);
    }
  }
}

/** One instant may be written with any offset. */
const inUtc = (instant: string): string => new Date(instant).toISOString();

const instantsOf = ({ started_at, ended_at }: ExternalActivity['session']) => ({
  started_at: inUtc(started_at),
  ...(ended_at !== undefined && { ended_at: inUtc(ended_at) }),
});

const instantsOfSummary = ({ startedAt, endedAt }: ActivitySummary) => ({
  startedAt: startedAt === null ? null : inUtc(startedAt),
  endedAt: endedAt === null ? null : inUtc(endedAt),
});

/** Where it began is compared and never told: only whether that is known. */
function placeChange({ summary: known }: Reading, { summary: reread }: Reading): readonly FieldChange[] {
  const [before, after] = [known.firstFix, reread.firstFix];
  const isSame =
    before?.latitudeDegrees === after?.latitudeDegrees &&
    before?.longitudeDegrees === after?.longitudeDegrees;
  return isSame ? [] : [{ field: 'summary.firstFix', known: before !== null, reread: after !== null }];
}

/** A number that is the same, and turns out to be an estimate: what is uncertain is not passed off as certain. */
function sourceChanges({ activity: known }: Reading, { activity: reread }: Reading): readonly FieldChange[] {
  const before = known.provenance.field_provenance ?? {};
  return Object.entries(reread.provenance.field_provenance ?? {}).flatMap(([name, { status }]) => {
    const standing = before[name]?.status ?? status;
    return standing === status
      ? []
      : [{ field: `provenance.${name}.status`, known: standing, reread: status }];
  });
}
