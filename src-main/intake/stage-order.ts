// What the intake is asked to do for one import, and what main hears of it.
import type { IntakeReport, IntakeRequest } from '../../src-worker/contract/intake-messages.ts';
import type { PackedLooks } from './packed-looks.ts';

type StageRequest = Extract<IntakeRequest, { type: 'stage' }>;

export interface StageOrder extends Readonly<Pick<StageRequest, 'importId' | 'isDryRun'>> {
  /** Absolute, at least one, as the person named them. */
  readonly paths: readonly string[];
  /** Files that ended or lie staged already. */
  readonly answeredPaths: readonly string[];
  /** Files that look so need not be read. */
  readonly knownLooks: PackedLooks;
  /** `paths` is the root that this scan looked at: just what it found ready is staged. */
  readonly ofScan?: string | undefined;
}

/** News of the places that are looked at again and again. */
export type SourceNews = Extract<IntakeReport, { type: 'scanned' | 'hint' | 'source_gone' }>;

/** What main passes on of imports; signs of life and answers to questions stay in this room. */
export type IntakeNews = Exclude<IntakeReport, { type: 'beat' | 'counted' | 'mtp_listed' } | SourceNews>;

/** News of one import. */
export type ImportNews = Exclude<IntakeNews, { type: 'waiting_for_room' }>;
