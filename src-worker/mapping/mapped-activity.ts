// What mapping makes of a decoded activity: a canonical draft with where each value came from, not yet validated.
import type { ActivityQuality, ActivitySummary } from '../contract/activity-summary.ts';
import type { ActivityFormat, NonActivity } from '../contract/activity-format.ts';
import type { ExternalActivityDraft, Provider } from '../contract/external-activity.ts';
import type { ParseFailure } from '../contract/failure.ts';
import type { MappingMetadata } from '../contract/ingestion-envelope.ts';

export interface MappedActivity {
  readonly provider: Provider;
  readonly draft: ExternalActivityDraft;
  readonly metadata: MappingMetadata;
  readonly summary: ActivitySummary;
  readonly quality: ActivityQuality;
}

/** One entry of a receipt in the making, as the parser hands it to the engine. */
export type MappedPart =
  | {
      readonly kind: 'activity';
      readonly mapped: MappedActivity;
      /** Packed (contract/packed-samples). */
      readonly samples: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: 'not_an_activity'; readonly what: NonActivity }
  | { readonly kind: 'failed'; readonly failure: ParseFailure };

/** Where and when a file is read; what mapping may know beside the decoded bytes. */
export interface MappingContext {
  readonly format: ActivityFormat;
  readonly sha256: string;
  /** ISO 8601 instant: the clock is passed in. */
  readonly now: string;
  /** IANA name of the athlete's zone, used where the file has none, and then marked as assumed. */
  readonly athleteTimeZone: string;
  /** What the list of the archive calls it, in which the file lies: the newer title, as people rename what they uploaded. */
  readonly archiveTitle?: string | null;
}
