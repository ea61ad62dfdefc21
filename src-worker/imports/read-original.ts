// One member of an archived original, read once more: for what is not kept beside the activity. One original at a time.
import { limits } from '../contract/limits.ts';
import type { ReadEntry } from './file-reading.ts';
import { openParserLane, type Parser, type ParserLane } from './parser-lane.ts';
import { readEntry } from './read-file.ts';
import { walkFile } from './walk-file.ts';

export interface OriginalReader {
  readonly startParser: () => Parser;
  readonly now: () => Date;
  /** IANA name. */
  readonly athleteTimeZone: string;
  readonly onTrouble: (reason: unknown) => void;
}

/** Where an activity came from. */
export interface Origin {
  /** The file as it lay on disk: by its digest the archive names it. */
  readonly fileSha256: string;
  readonly sizeBytes: number;
  /** Of the inflated bytes that it was decoded from. */
  readonly memberSha256: string;
}

export type OriginalRead =
  /** Of the member, in its order. */
  | { readonly kind: 'read'; readonly entries: readonly ReadEntry[] }
  | { readonly kind: 'original_gone' }
  /** An archive that can't be held as a whole while it is read. */
  | { readonly kind: 'original_too_large' }
  /** The original is damaged. */
  | { readonly kind: 'not_readable' };

export async function readOriginal(origin: Origin, tools: OriginalReader): Promise<OriginalRead> {
  if (origin.sizeBytes > limits.inflatedBytes) return { kind: 'original_too_large' };
  const lane = openParserLane(tools.startParser, { onTrouble: tools.onTrouble });
  try {
    return await readMember(origin, tools, lane);
  } finally {
    lane.close();
  }
}

async function readMember(
  { fileSha256: sha256, sizeBytes, memberSha256 }: Origin,
  { now, athleteTimeZone }: OriginalReader,
  lane: ParserLane,
): Promise<OriginalRead> {
  const context = { now: now().toISOString(), athleteTimeZone };
  for await (const walked of walkFile({ kind: 'original', sha256, sizeBytes }, { lane, upTo: null })) {
    if (walked.kind === 'refused' && walked.failure.kind === 'staged_copy_missing') {
      return { kind: 'original_gone' };
    }
    if (walked.kind !== 'member') continue;
    const { member, take } = walked;
    if (member.sha256 !== memberSha256) continue;
    const parts = await take((parser) => parser.read(context));
    if (!parts.ok) return { kind: 'not_readable' };
    const entries = await Promise.all(parts.value.map((part) => readEntry(member, part, context.now)));
    return { kind: 'read', entries };
  }
  return { kind: 'not_readable' };
}
