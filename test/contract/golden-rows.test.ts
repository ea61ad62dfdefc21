import { describe, expect, it } from 'vitest';
import { validateActivity } from '../../src-worker/canonical/validate-activity.ts';
import { goldenDraft } from './golden-activity.ts';
import { goldenRows, type GoldenRow } from './golden-rows.ts';

type Container = Record<string | number, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** The golden activity with the one change of a row. */
function changed({ at, value }: GoldenRow): unknown {
  const draft: unknown = structuredClone(base);
  let place = draft;
  for (const step of at.slice(0, -1)) place = isContainer(place) ? place[step] : undefined;
  const last = at.at(-1);
  if (!isContainer(place) || last === undefined) throw new Error(`no such place: ${at.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return draft;
}

const base = {
  ...goldenDraft,
  provenance: {
    ...goldenDraft.provenance,
    // A name without a dot, so that a row can point at it.
    field_provenance: { workout: { source_path: 'session.sport', confidence: 1, status: 'mapped' } },
  },
};

const shown = (value: unknown): string =>
  value === undefined ? 'taken away' : typeof value === 'number' ? String(value) : JSON.stringify(value);

const titled = goldenRows.map((row) => ({ ...row, title: `${row.at.join('.')}: ${shown(row.value)}` }));

describe('the contract takes', () => {
  it.each(titled.filter(({ breaks }) => breaks === null))('$title', (row) => {
    expect(validateActivity(changed(row)).report.errors).toEqual([]);
  });
});

describe('the contract refuses, by field and code', () => {
  it.each(titled.filter(({ breaks }) => breaks !== null))('$title', (row) => {
    expect(validateActivity(changed(row)).report.errors).toEqual([expect.objectContaining(row.breaks)]);
  });
});

it('every refusal is said in words that help: no blame, no jargon of the validator, and what to do', () => {
  const said = goldenRows
    .flatMap((row) => validateActivity(changed(row)).report.errors)
    .flatMap(({ message, docs_hint }) => [message, docs_hint]);
  expect(said.filter((text) => /\berrors?\b|invalid|failed to|expected|undefined/i.test(text))).toEqual([]);
  expect(said.filter((text) => text.length < 10)).toEqual([]);
});

it('every hint ends with something to do', () => {
  const hints = goldenRows
    .flatMap((row) => validateActivity(changed(row)).report.errors)
    .map(({ docs_hint }) => docs_hint);
  const deeds = /(?:import that (?:copy|file)|import the activity again|send us the receipt)\.$/;
  expect(hints.filter((hint) => !deeds.test(hint))).toEqual([]);
});

it('every field of the contract has a row', () => {
  const rowed = new Set(
    goldenRows.map(({ at }) => at.filter((step) => step !== 'workout' || at[0] === 'workout').join('.')),
  );
  const fields = leaves(base).filter(
    (path) => !rowed.has(path.replace('field_provenance.workout', 'field_provenance')),
  );
  expect(fields).toEqual([]);
});

/** The dotted path of every value of the golden activity. */
function leaves(value: unknown, path: readonly string[] = []): string[] {
  if (!isContainer(value) || (Array.isArray(value) && !isContainer(value[0]))) return [path.join('.')];
  return Object.entries(value).flatMap(([step, inner]) => leaves(inner, [...path, step]));
}
