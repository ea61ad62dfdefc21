// What the athlete once said is not to be asked again when what stands is read by another reader: a version that was kept
// out beside it is known under that reader's revision, too. Pure.
import { readerRevisionOf, withReaderRevision } from '../contract/event-version.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { ActivityRow } from '../store/rows.ts';

/** `version`: what stands has from now on. */
export function keptBeside(
  { eventId, versions }: Pick<ActivityRow, 'eventId' | 'versions'>,
  version: string | null,
): readonly KnownVersion[] {
  const revision = version === null ? null : readerRevisionOf(version);
  if (revision === null) return [];
  const standing = versions.find((known) => known.eventId === eventId);
  return versions.flatMap((known) =>
    known.version !== version &&
    known.fingerprint !== standing?.fingerprint &&
    withReaderRevision(known.version ?? '', revision) === version
      ? [{ ...known, version }]
      : [],
  );
}
