// What reading one file gave, before anything is judged: the pipeline's form between its two halves.
import type { ActivityAnchor } from '../canonical/anchor.ts';
import type { ActivityFormat, NonActivity } from '../contract/activity-format.ts';
import type { ActivityQuality, ActivitySummary } from '../contract/activity-summary.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { Failure } from '../contract/failure.ts';
import type { IngestionEnvelope } from '../contract/ingestion-envelope.ts';
import type { Receipt } from '../contract/receipt.ts';
import type { KnownBytes } from '../store/rows.ts';

/** The file as intake saw it, staged or refused. */
export interface FileSeen {
  readonly jobId: string;
  readonly importId: string;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** A copy of it lies in staging until its ending is stored. */
  readonly isStaged: boolean;
}

interface EntryOrigin {
  readonly member: string | null;
  readonly sha256: string | null;
  readonly format: ActivityFormat | null;
}

/** An activity that passed validation, with all that judging needs. */
export interface ReadActivity extends EntryOrigin {
  readonly kind: 'activity';
  readonly sha256: string;
  readonly envelope: IngestionEnvelope;
  readonly activity: ExternalActivity;
  readonly anchor: ActivityAnchor;
  readonly summary: ActivitySummary;
  readonly quality: ActivityQuality;
  /** Packed (contract/packed-samples). */
  readonly samples: Uint8Array<ArrayBuffer>;
  /** Where an original was read again: whether it says something else than what stands. */
  readonly againstStanding?: 'same' | 'changed';
}

export type ReadEntry =
  | ReadActivity
  | (EntryOrigin & { readonly kind: 'known_bytes'; readonly sha256: string; readonly known: KnownBytes })
  | (EntryOrigin & { readonly kind: 'not_an_activity'; readonly what: NonActivity })
  | (EntryOrigin & {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly envelope: IngestionEnvelope | null;
    });

export interface FileReading {
  readonly file: FileSeen;
  /** Of a file that is written down in parts. */
  readonly part?: NonNullable<Receipt['part']>;
  /** At least one. */
  readonly entries: readonly ReadEntry[];
  readonly startedAt: string;
  readonly timingsMs: { readonly staging: number; readonly opening: number; readonly decoding: number };
}

/** What is left to say of what a bug of ours kept from being read or judged. */
export function brokenEntry({ member, sha256, format }: EntryOrigin): ReadEntry {
  const failure = { kind: 'unreadable', detail: 'bug' } as const;
  return { kind: 'failed', member, sha256, format, failure, envelope: null };
}
