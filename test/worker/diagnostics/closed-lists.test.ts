// The lists of the bundle stand for tables in other rooms: when one of those grows, its list has to follow.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { warningsOf } from '../../../src-worker/canonical/validation-warnings.ts';
import {
  canonicalFields,
  dedupRules,
  knownManufacturers,
  lookedLike,
  unreadableDetails,
  warningCodes,
} from '../../../src-worker/contract/diagnostics-words.ts';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import { troubleEvents, troubleWords } from '../../../src-worker/contract/trouble-words.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import { ruleReasons } from '../../../src-worker/imports/rule-reasons.ts';
import { fileId, fitFile } from '../../fixtures/fit-writer.ts';

const repository = resolve(import.meta.dirname, '../../..');

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(repository, folder, name), 'utf8'));
}

const missingFrom = (list: readonly string[], words: readonly string[]) =>
  [...new Set(words)].filter((word) => !list.includes(word));

describe('the closed lists of the bundle', () => {
  it('have every rule of dedup', () => {
    expect([...dedupRules].sort()).toEqual(Object.keys(ruleReasons).sort());
  });

  it('have a code for every warning of the validation', () => {
    const activity = externalActivitySchema.parse({
      contract_version: 'external_activity.v1',
      source: {
        provider: 'device',
        provider_user_id: 'self',
        external_activity_id: 'x',
        ingestion_method: 'file_import',
      },
      workout: { workout_type: 'run', duration_seconds: 7_200 },
      session: {
        started_at: '2026-05-12T07:30:00Z',
        ended_at: '2026-05-12T07:31:00Z',
        local_date: '2025-01-01',
      },
      provenance: { mapping_version: 'fit-v1', mapped_at: '2026-05-12T07:30:00Z' },
    });
    const empty = { ...activity, workout: { workout_type: 'run' } };
    const warnings = [...warningsOf(activity), ...warningsOf(empty)];
    expect([...new Set(warnings)].sort()).toEqual(Object.keys(warningCodes).sort());
  });

  it('have every word for what a file looks like', () => {
    const names = sourcesBelow('src-worker/formats')
      .filter((source) => source.includes('looksLike'))
      .flatMap((source) =>
        [...source.matchAll(/(?:name: |\? )'((?:an? |another )[^']+|JSON)'/g)].map(([, name = '']) => name),
      );
    expect(names.length).toBeGreaterThan(15);
    expect(missingFrom(lookedLike, names)).toEqual([]);
  });

  it('have the plain words of the readers for what can not be read', () => {
    const details = sourcesBelow('src-worker/formats').flatMap((source) =>
      [
        ...source.matchAll(/(?:unreadable|partFailed)\('([^']+)'\)/g),
        // The reader of XML has its own in a table.
        ...source.matchAll(/^ {2}(?:malformed|cut|depth|attributes|text): '([^']+)',$/gm),
      ].map(([, detail = '']) => detail),
    );
    expect(details.length).toBeGreaterThan(8);
    expect(missingFrom(unreadableDetails, details)).toEqual([]);
  });

  it('name fields of the canonical activity, by their paths in a validation', () => {
    expect(canonicalFields).toEqual(
      expect.arrayContaining([
        'session.started_at',
        'workout.duration_seconds',
        'sets[].rpe',
        'source.provider',
      ]),
    );
  });

  it('name makers as the FIT profile does', async () => {
    const decoded = await readFit(fitFile([fileId({ type: 4, manufacturer: 1 })]));
    expect(decoded.ok).toBe(true);
    expect(knownManufacturers).toContain('garmin');
  });

  it('have every trouble that main writes into its log', () => {
    const sources = [
      readFileSync(join(repository, 'src-main/index.ts'), 'utf8'),
      ...sourcesBelow('src-main'),
    ];
    const events = sources.flatMap((source) =>
      [...source.matchAll(/(?:log\.trouble|onTrouble)\(\s*'([^']+)'/g)].map(([, event = '']) => event),
    );
    expect(events.length).toBeGreaterThan(5);
    expect(
      missingFrom([...troubleEvents, ...troubleWords], events),
      'A trouble in the log that support could not read: add it to src-worker/contract/trouble-words.ts.',
    ).toEqual([]);
  });
});
