// Where the database holds what the journal lacks, the journal is the one that was lost: it was deleted, an older
// copy of it came back, or a part of it could not be read. Then it is written anew with what the database still knows;
// nothing is emptied that exists nowhere else.
import {
  activityImportedSchema,
  type CanonicalEvent,
  type OverlapEvent,
} from '../contract/canonical-event.ts';
import type { ImportRun } from '../contract/import-job.ts';
import {
  journalRecordSchema,
  type JournalHead,
  type JournalRecord,
  type NewJournalRecord,
} from '../contract/journal-record.ts';
import type { JournalAppendAnswer, JournalTrouble } from '../contract/journal-messages.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import { fidelityOf } from '../dedup/fidelity.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow, ReceiptRow } from '../store/rows.ts';
import type { JournalLink } from './journal-link.ts';
import { inOrder } from './order-of-records.ts';
import { readJournal } from './read-journal.ts';
import { encodeRecords } from './records-codec.ts';

const recordsPerFrame = 64;

export type Adopted =
  | { readonly kind: 'nothing_missing' }
  /** The journal was written anew: main then loads the page again, on a database made from it. */
  | { readonly kind: 'replaced' }
  /** The journal is as it was, and the database still holds what it lacks. */
  | { readonly kind: 'trouble'; readonly trouble: JournalTrouble };

export async function adoptWhatIsMissing(
  database: CooldownDatabase,
  journal: JournalLink,
  tail: JournalHead,
): Promise<Adopted> {
  try {
    const kept = await readAll(journal, tail);
    const missing = await missingRecords(database, kept);
    if (missing.length === 0) return { kind: 'nothing_missing' };
    return ending(await writeAnew(journal, inOrder(kept, missing)));
  } catch (reason) {
    // Whatever it was, it may pass; to go on without it would be to lose what only the database has.
    const systemCode = reason instanceof Error ? reason.name : 'thrown';
    return { kind: 'trouble', trouble: { kind: 'write_failed', systemCode } };
  }
}

async function writeAnew(
  journal: JournalLink,
  all: readonly NewJournalRecord[],
): Promise<JournalAppendAnswer | null> {
  let answer: JournalAppendAnswer | null = null;
  for (let from = 0; from < all.length; from += recordsPerFrame) {
    const records = all
      .slice(from, from + recordsPerFrame)
      .map((record, index): JournalRecord => ({ ...record, seq: from + index + 1 }));
    answer = await journal.rewrite({
      purpose: 'adopt',
      firstSeq: from + 1,
      lastSeq: from + records.length,
      payload: await encodeRecords(records),
      isFirst: from === 0,
      isLast: from + recordsPerFrame >= all.length,
      dropOriginals: [],
      sharedOriginals: [],
    });
    if (answer.kind !== 'appended') break;
  }
  return answer;
}

function ending(answer: JournalAppendAnswer | null): Adopted {
  switch (answer?.kind) {
    case undefined:
      return { kind: 'nothing_missing' };
    case 'appended':
      return { kind: 'replaced' };
    case 'not_at_tail':
      return { kind: 'trouble', trouble: { kind: 'write_failed', systemCode: 'EAGAIN' } };
    case 'trouble':
      return answer;
    default:
      return assertNever(answer);
  }
}

async function readAll(journal: JournalLink, tail: JournalHead): Promise<readonly JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const frames of readJournal(journal, tail)) {
    records.push(...frames.flatMap((frame) => frame.records));
  }
  return records;
}

async function missingRecords(
  database: CooldownDatabase,
  kept: readonly JournalRecord[],
): Promise<readonly NewJournalRecord[]> {
  const jobs = new Set(kept.flatMap((record) => (record.kind === 'ending' ? [record.jobId] : [])));
  const receipts = (await database.receipts.orderBy('finishedAt').toArray()).filter(
    ({ jobId }) => !jobs.has(jobId),
  );
  const known = [...(await database.activities.toArray()), ...(await deletedButKept(database))];
  const overlaps = await overlapEventsByJob(database);
  const endings = withRaisedVersions(
    await Promise.all(
      receipts.map((receipt) => endingOf(database, receipt, overlaps.get(receipt.jobId) ?? [])),
    ),
    known,
    { chosen: await chosenVersions(database), own: await ownFidelities(database, known) },
  );
  const asked = new Set(
    kept.flatMap((record) => (record.kind === 'import_requested' ? [record.importId] : [])),
  );
  const told = new Set(receipts.map(({ importId }) => importId));
  const stopped = new Set(
    kept.flatMap((record) => (record.kind === 'import_cancelled' ? [record.importId] : [])),
  );
  const runs = await database.imports.toArray();
  const present = runs.filter(({ importId }) => told.has(importId) || !asked.has(importId));
  const missing: readonly NewJournalRecord[] = [
    ...present
      .filter(({ importId }) => !asked.has(importId))
      .map(({ importId, origin, startedAt, paths, sourceName }): NewJournalRecord => ({
        kind: 'import_requested',
        importId,
        origin,
        startedAt,
        paths: [...paths],
        ...(sourceName !== undefined && { sourceName }),
      })),
    ...endings,
    ...present.flatMap(endOf),
    ...runs.filter(({ importId }) => !stopped.has(importId)).flatMap(stopOf),
    ...(await missingDecisions(database, kept, endings)),
    ...(await missingNotes(database, kept)),
    ...(await missingErasures(database, kept)),
  ];
  // A row that is damaged itself must not keep the others out, and not make the journal one that can't be read.
  return missing.flatMap((record) => journalRecordSchema.safeParse({ ...record, seq: 1 }).data ?? []);
}

/** Of one that came to its end by itself. */
function endOf(run: ImportRun): readonly NewJournalRecord[] {
  const { importId, filesFound, filesPassedOver, finishedAt, cancelledAt } = run;
  if (finishedAt === null || cancelledAt !== undefined) return [];
  return [{ kind: 'import_listed', importId, filesFound, filesPassedOver, listedAt: finishedAt }];
}

function stopOf({
  importId,
  filesFound,
  filesPassedOver,
  cancelledAt,
  restWaits,
}: ImportRun): readonly NewJournalRecord[] {
  if (cancelledAt === undefined) return [];
  const stop = { kind: 'import_cancelled', importId, filesFound, filesPassedOver, cancelledAt } as const;
  return [{ ...stop, ...(restWaits && { restWaits }) }];
}

async function deletedButKept({ deletions }: CooldownDatabase): Promise<readonly ActivityRow[]> {
  const rows = await deletions.toArray();
  return rows.flatMap(({ erasure }) => (erasure.kind === 'kept' ? [erasure.activity] : []));
}

/** What was erased stays away; where its bytes are in the journal again, they have to go again. */
async function missingErasures(
  database: CooldownDatabase,
  kept: readonly JournalRecord[],
): Promise<readonly NewJournalRecord[]> {
  const told = new Set(
    kept.flatMap((record) => (record.kind === 'erasure' ? [record.sourceIdentityKey] : [])),
  );
  const isBack = kept.some(({ kind }) => kind === 'ending');
  const rows = (await database.deletions.toArray()).flatMap(
    ({ sourceIdentityKey, idempotencyKey, erasure }) =>
      erasure.kind === 'kept' || told.has(sourceIdentityKey)
        ? []
        : [{ sourceIdentityKey, idempotencyKey, compactedAt: erasure.compactedAt }],
  );
  const events = await database.events.bulkGet(rows.map(({ idempotencyKey }) => idempotencyKey));
  return rows.flatMap(({ sourceIdentityKey, compactedAt }, index): readonly NewJournalRecord[] => {
    const event = events[index];
    if (event === undefined) return [];
    return [{ kind: 'erasure', sourceIdentityKey, event, compactedAt: isBack ? null : compactedAt }];
  });
}

/** Events that neither a file's ending nor an erasure tells of: what a person decided, with what followed from it, and links made later. */
async function missingDecisions(
  database: CooldownDatabase,
  kept: readonly JournalRecord[],
  endings: readonly NewEnding[],
): Promise<readonly NewJournalRecord[]> {
  const told = new Set(
    [...kept, ...endings].flatMap((record) =>
      record.kind === 'ending' || record.kind === 'decided' || record.kind === 'related'
        ? record.events.map(({ eventId }) => eventId)
        : [],
    ),
  );
  const decisions: [CanonicalEvent, ...CanonicalEvent[]][] = [];
  await database.events.orderBy('seq').each((event) => {
    if (told.has(event.eventId)) return;
    if (event.type === 'external.activity_deleted' && event.data.erased) return;
    const last = decisions.at(-1);
    // One decision's events follow one another, and have one instant.
    const isNext = last !== undefined && last[0].seq + last.length === event.seq;
    const isOfLast =
      last?.[0].recordedAt === event.recordedAt && thresholdsOf(last[0]) === thresholdsOf(event);
    if (isNext && isOfLast) last.push(event);
    else decisions.push([event]);
  });
  return decisions.map((events): NewJournalRecord => {
    const thresholds = thresholdsOf(events[0]);
    return thresholds === null
      ? { kind: 'decided', events }
      : { kind: 'related', thresholds, events, isComplete: false };
  });
}

/** By which table a link was made that came neither with a file nor with a decision; null of every other event. */
function thresholdsOf({ metadata }: CanonicalEvent): number | null {
  const [, revision] = metadata.source === 'rule' ? (/^thresholds:(\d+)$/.exec(metadata.session) ?? []) : [];
  return revision === undefined ? null : Number(revision);
}

async function missingNotes(
  { receiptNotes }: CooldownDatabase,
  kept: readonly JournalRecord[],
): Promise<readonly NewJournalRecord[]> {
  const told = new Set(
    kept.flatMap((record) => (record.kind === 'receipt_noted' ? [`${record.jobId} ${record.note}`] : [])),
  );
  const rows = await receiptNotes.filter(({ jobId, note }) => !told.has(`${jobId} ${note}`)).toArray();
  return rows.map((row) => ({ kind: 'receipt_noted', ...row }));
}

type NewEnding = Extract<NewJournalRecord, { kind: 'ending' }>;

/** Links that the rules made, by the job whose ending they came with. */
async function overlapEventsByJob(
  database: CooldownDatabase,
): Promise<ReadonlyMap<string, readonly OverlapEvent[]>> {
  const byJob = new Map<string, OverlapEvent[]>();
  await database.events.orderBy('seq').each((event) => {
    const isOverlap = event.type === 'external.overlap_linked' || event.type === 'external.overlap_unlinked';
    if (!isOverlap || event.metadata.source !== 'rule') return;
    if (!event.metadata.session.startsWith('import:')) return;
    const jobId = event.metadata.session.replace(/^import:/, '');
    byJob.set(jobId, [...(byJob.get(jobId) ?? []), event]);
  });
  return byJob;
}

async function endingOf(
  database: CooldownDatabase,
  receipt: ReceiptRow,
  overlaps: readonly OverlapEvent[],
): Promise<NewEnding> {
  const keys = receipt.entries.flatMap(({ write }) =>
    write?.result === 'created' ? [write.idempotencyKey] : [],
  );
  const imported = (await database.events.bulkGet(keys)).filter((event) => event !== undefined);
  const events = [...imported, ...overlaps].sort((left, right) => left.seq - right.seq);
  return { kind: 'ending', jobId: receipt.jobId, receipt, events, knownVersions: [] };
}

type Raised = NewEnding['knownVersions'][number];
type Place = { readonly ending: number; readonly afterEvents: number };

/**
 * What was raised without an event of its own, by a copy that wrote nothing: a version that became known, or how much of the
 * outing the content holds that stands. It is told with the copy whose receipt speaks of it, so that it comes where it came: an
 * activity may have been decided on, or deleted, before and after.
 */
function withRaisedVersions(
  endings: readonly NewEnding[],
  known: readonly ActivityRow[],
  {
    chosen,
    own,
  }: { readonly chosen: ReadonlySet<string>; readonly own: ReadonlyMap<string, readonly number[]> },
): readonly NewEnding[] {
  const copies = copiesIn(endings);
  const raised = endings.map((): Raised[] => []);
  const raise = ({ ending, afterEvents }: Place, what: Omit<Raised, 'afterEvents'>): void => {
    raised[ending]?.push({ ...what, afterEvents });
  };
  for (const row of known) {
    const { sourceIdentityKey, versions, fidelity } = row;
    const ofRow = copies.get(sourceIdentityKey) ?? [];
    for (const version of versions.filter(isRaised)) {
      if (chosen.has(nameOfChosen(sourceIdentityKey, version))) continue;
      const place = ofRow.find((copy) => raises(copy, version)) ?? placeBehind(version, endings);
      if (place !== null) raise(place, { sourceIdentityKey, version });
    }
    const standing = versions.find(({ eventId }) => eventId === row.eventId);
    if (standing === undefined || isSame(own.get(row.eventId), fidelity)) continue;
    // The last of several: by then the version that stands had come.
    const place = ofRow.findLast((copy) => isSame(copy.fidelity, fidelity));
    if (place !== undefined) raise(place, { sourceIdentityKey, version: standing, fidelity: [...fidelity] });
  }
  return endings.map((ending, index) => ({ ...ending, knownVersions: raised[index] ?? [] }));
}

/** The first of an event came with it. */
const isRaised = (version: KnownVersion, nth: number, all: readonly KnownVersion[]): boolean =>
  all.findIndex(({ eventId }) => eventId === version.eventId) !== nth;

const isSame = (left: readonly number[] | undefined, right: readonly number[]): boolean =>
  left?.join() === right.join();

const nameOfChosen = (
  sourceIdentityKey: string,
  { version, fingerprint, importedAt }: Pick<KnownVersion, 'version' | 'fingerprint' | 'importedAt'>,
): string => JSON.stringify([sourceIdentityKey, version, fingerprint, importedAt]);

/** Versions that became known by what a person chose: the choice itself tells them. */
async function chosenVersions({ events }: CooldownDatabase): Promise<ReadonlySet<string>> {
  const chosen = new Set<string>();
  await events.orderBy('seq').each((event) => {
    if (event.type !== 'external.conflict_resolved') return;
    const { version, fingerprint } = event.data.incoming;
    chosen.add(nameOfChosen(event.sourceIdentityKey, { version, fingerprint, importedAt: event.recordedAt }));
  });
  return chosen;
}

/** Reading again raises what was kept out beside it, too, whose content is another one. */
const raises = (copy: Copy, { version, fingerprint }: KnownVersion): boolean =>
  copy.version === version && (copy.fingerprint === fingerprint || copy.isReadAgain);

interface Copy extends Place {
  readonly version: string | null;
  readonly fingerprint: string | null;
  readonly isReadAgain: boolean;
  readonly fidelity: readonly number[] | undefined;
}

/** Entries that wrote nothing, and what was read again before it was written, by the activity that they are copies of. */
function copiesIn(endings: readonly NewEnding[]): ReadonlyMap<string, readonly Copy[]> {
  const copies = new Map<string, Copy[]>();
  endings.forEach(({ receipt: { entries }, events }, ending) => {
    entries.forEach(({ write, dedup, ...entry }, nth) => {
      const isReadAgain = dedup?.rule === 're_read';
      if (write === null || (write.result === 'created' && !isReadAgain)) return;
      const later = new Set(entries.slice(nth).flatMap(createdBy));
      const firstLater = events.findIndex(({ eventId }) => later.has(eventId));
      const incoming = (name: string) =>
        dedup?.matched?.compared.find(({ field }) => field === name)?.incoming ?? null;
      const copy = {
        ending,
        afterEvents: firstLater < 0 ? events.length : firstLater,
        version: incoming('external_event_version'),
        fingerprint: incoming('payload_fingerprint'),
        isReadAgain,
        fidelity: write.result === 'created' ? undefined : fidelityOfEntry(entry),
      };
      const own = copies.get(write.sourceIdentityKey);
      if (own === undefined) copies.set(write.sourceIdentityKey, [copy]);
      else own.push(copy);
    });
  });
  return copies;
}

const createdBy = ({ write }: ReceiptEntry): readonly string[] =>
  write?.result === 'created' ? [write.eventId] : [];

/** Of the versions that stand, as their events gave it, by event: also of those whose ending the journal kept. */
async function ownFidelities(
  { events }: CooldownDatabase,
  known: readonly ActivityRow[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const keys = known.flatMap(({ eventId, versions }) =>
    versions.filter((version) => version.eventId === eventId).map(({ idempotencyKey }) => idempotencyKey),
  );
  const own = new Map<string, readonly number[]>();
  for (const stored of await events.bulkGet(keys)) {
    // A row that is damaged itself must not keep the others out.
    const event = activityImportedSchema.safeParse(stored).data;
    if (event !== undefined)
      own.set(event.eventId, fidelityOf(event.metadata.summary, event.metadata.quality));
  }
  return own;
}

const fidelityOfEntry = ({
  summary,
  quality,
}: Pick<ReceiptEntry, 'summary' | 'quality'>): readonly number[] | undefined =>
  summary === null || quality === null ? undefined : fidelityOf(summary, quality);

/** For a version that no receipt speaks of: right behind its event; null where that is in the journal. */
function placeBehind({ eventId }: KnownVersion, endings: readonly NewEnding[]): Place | null {
  for (const [ending, { events }] of endings.entries()) {
    const place = events.findIndex((event) => event.eventId === eventId);
    if (place >= 0) return { ending, afterEvents: place + 1 };
  }
  return null;
}
