// Fails when a wire contract changes without its version and its history following.
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { diagnosticsBundleSchema } from '../../src-worker/contract/diagnostics-bundle.ts';
import { externalActivitySchema } from '../../src-worker/contract/external-activity.ts';
import { ingestionEnvelopeSchema } from '../../src-worker/contract/ingestion-envelope.ts';
import { sha256Hex } from '../../src-worker/contract/short-hash.ts';
import { activityHistory, bundleHistory, envelopeHistory } from './schema-history.ts';

/** The draft inside the envelope is not judged by a schema: `any` stands for it. */
const jsonSchemas = (schema: z.ZodType) =>
  (['input', 'output'] as const).map((io) => z.toJSONSchema(schema, { io, unrepresentable: 'any' }));

const hashOf = async (schema: z.ZodType) =>
  sha256Hex(new TextEncoder().encode(canonicalize(jsonSchemas(schema))));

describe.each([
  {
    contract: 'external_activity',
    history: activityHistory,
    schema: externalActivitySchema,
    version: externalActivitySchema.shape.contract_version.value,
  },
  {
    contract: 'external_ingestion_envelope',
    history: envelopeHistory,
    schema: ingestionEnvelopeSchema,
    version: ingestionEnvelopeSchema.shape.envelope_version.value,
  },
  {
    contract: 'cooldown_diagnostics',
    history: bundleHistory,
    schema: diagnosticsBundleSchema,
    version: diagnosticsBundleSchema.shape.manifest.shape.schema.value,
  },
])('$contract', ({ contract, history, schema, version }) => {
  it('is what the last line of its history says', async () => {
    const now = { version, schemaSha256: await hashOf(schema) };
    const { version: recordedVersion, schemaSha256 } = history.at(-1) ?? {};
    expect(
      now,
      `The schema of ${contract} is not the one in test/contract/schema-history.ts.\n` +
        'Not meant? Take the change back.\n' +
        'A new optional field (older readers just do not see it)? Keep the version, append a line to the history.\n' +
        'Anything else breaks readers: raise the version in the schema, append a line with it, and add the step that reads the old one.\n' +
        `The line needs: ${JSON.stringify(now)}`,
    ).toEqual({ version: recordedVersion, schemaSha256 });
  });

  it('names each of its states once, with the reason for the change', () => {
    expect(new Set(history.map(({ schemaSha256 }) => schemaSha256)).size).toBe(history.length);
    expect(history.filter(({ change }) => change === '')).toEqual([]);
  });
});
