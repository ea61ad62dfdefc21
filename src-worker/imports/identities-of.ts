// Which identities, keys and times a batch of files has to be judged against. Pure.
import type { FileReading, ReadEntry } from './file-reading.ts';

export function identitiesOf(readings: readonly FileReading[]): {
  readonly sourceIdentityKeys: readonly string[];
  readonly idempotencyKeys: readonly string[];
  /** When its activities began: others of that time may be the same outing. */
  readonly startsMs: readonly number[];
} {
  const entries = readings.flatMap((reading) => reading.entries);
  const anchors = entries.flatMap((entry) => (entry.kind === 'activity' ? [entry.anchor] : []));
  return {
    sourceIdentityKeys: [
      ...anchors.map((anchor) => anchor.sourceIdentityKey),
      ...entries.flatMap(knownIdentities),
    ],
    idempotencyKeys: anchors.map((anchor) => anchor.idempotencyKey),
    startsMs: entries.flatMap((entry) =>
      entry.kind === 'activity' ? [Date.parse(entry.activity.session.started_at)] : [],
    ),
  };
}

/** The activities that bytes known before had given. */
function knownIdentities(entry: ReadEntry): readonly string[] {
  if (entry.kind !== 'known_bytes') return [];
  return entry.known.entries.flatMap(({ write }) => (write === null ? [] : [write.sourceIdentityKey]));
}
