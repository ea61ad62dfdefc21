// Makes up what an athlete may have done with Cooldown, as the journal tells it: imports with every kind of ending,
// judged by the real policy, versions in any order, duplicates, archives, failures, erasures. The same seed gives the
// same history, byte for byte, with the originals that it tells of.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { anchorActivity } from '../../src-worker/canonical/anchor.ts';
import { nonActivities } from '../../src-worker/contract/activity-format.ts';
import { qualityFlags } from '../../src-worker/contract/activity-summary.ts';
import { externalActivitySchema, providers } from '../../src-worker/contract/external-activity.ts';
import type { Failure } from '../../src-worker/contract/failure.ts';
import type { JournalRecord, NewJournalRecord } from '../../src-worker/contract/journal-record.ts';
import { shortHash } from '../../src-worker/contract/short-hash.ts';
import { wholeImports } from '../../src-worker/event-log/endings.ts';
import type { DeletionRow } from '../../src-worker/store/rows.ts';
import type { KnownInLog } from '../../src-worker/event-log/load-known.ts';
import type { FileReading, ReadActivity, ReadEntry } from '../../src-worker/imports/file-reading.ts';
import { judgeBatch } from '../../src-worker/imports/judge-batch.ts';
import type { KnownBytes } from '../../src-worker/store/rows.ts';
import { seededChance, type Chance } from './seeded-chance.ts';

export interface RandomHistory {
  /** As a journal holds them: places from 1 without gaps, each valid by the schema. */
  readonly records: readonly JournalRecord[];
  /** By digest: the bytes of every file that gave an activity or a version of one, as they lay on disk. */
  readonly originals: ReadonlyMap<string, Buffer>;
}

export interface HistorySize {
  /** At most. */
  readonly imports: number;
  /** In one import, at most. */
  readonly files: number;
}

export async function randomHistory(
  seed: number,
  size: HistorySize = { imports: 4, files: 10 },
): Promise<RandomHistory> {
  const life = new AthletesLife(seededChance(seed));
  const imports = life.chance.between(1, size.imports);
  for (let nth = 0; nth < imports; nth += 1) {
    await life.import(life.chance.between(0, size.files));
    if (life.chance.oneIn(3)) await life.eraseSomething();
  }
  return { records: life.records, originals: life.originals };
}

/** Names and titles as they come: some need care wherever text is cut into lines, keys or paths. */
const names = [
  'ride.fit',
  'Morgenrunde – Übung.FIT',
  'two\nlines.gpx',
  'carriage\rreturn.tcx',
  'line\u2028separator.gpx',
  '__proto__',
  'constructor.fit',
  'no extension',
  '"quoted", \\back\\.tcx',
  '..',
  '🚴🏽‍♀️.fit',
  'a'.repeat(200) + '.gpx',
];
const titles = [
  null,
  '',
  'Morning run',
  '__proto__',
  'half a pair \ud83d',
  'two\nlines',
  '🏃',
  '{"json": [1]}',
];

const failuresBeforeStaging: readonly Failure[] = [
  { kind: 'path_not_found' },
  { kind: 'not_a_regular_file', what: 'pipe' },
  { kind: 'link_skipped' },
  { kind: 'permission_denied' },
  { kind: 'read_failed', systemCode: 'EIO' },
  { kind: 'file_too_large', limitBytes: 67_108_864, sizeBytes: 70_000_000 },
  { kind: 'not_answering' },
];
const failuresOfReading: readonly Failure[] = [
  { kind: 'empty_file' },
  { kind: 'unsupported_content', looksLike: null },
  { kind: 'unsupported_content', looksLike: 'a picture' },
  { kind: 'unreadable', detail: '__proto__' },
  { kind: 'too_slow', limitSeconds: 10 },
  { kind: 'set_aside', readerRevision: '0001' },
  { kind: 'not_mappable', field: 'session.started_at', detail: 'missing' },
  { kind: 'not_valid', field: 'session.ended_at', detail: 'lies before session.started_at' },
];

const dayMs = 86_400_000;
const at = (ms: number): string => new Date(ms).toISOString();
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A recording that exists somewhere, in several versions: which of them arrive, and when, is chance. */
interface Recording {
  readonly id: string;
  readonly provider: (typeof providers)[number];
  readonly startedAtMs: number;
}

interface MadeFile {
  readonly bytes: Buffer | null;
  readonly entries: readonly ReadEntry[];
}

class AthletesLife {
  readonly chance: Chance;
  readonly records: JournalRecord[] = [];
  readonly originals = new Map<string, Buffer>();
  readonly #recordings: Recording[] = [];
  readonly #seenFiles: MadeFile[] = [];
  readonly #knownBytes = new Map<string, KnownBytes>();
  readonly #deletions = new Map<string, DeletionRow>();
  readonly #known: KnownInLog = {
    activities: new Map(),
    deletions: this.#deletions,
    eventIds: new Map(),
    nextSeq: 1,
  };
  #nowMs = Date.parse('2026-01-05T06:00:00.000Z');

  constructor(chance: Chance) {
    this.chance = chance;
  }

  async import(files: number): Promise<void> {
    const { chance } = this;
    const importId = chance.uuid();
    const made: [string, MadeFile][] = [];
    for (let nth = 0; nth < files; nth += 1) made.push([chance.oneOf(names), await this.#makeFile()]);
    this.#write({
      kind: 'import_requested',
      importId,
      origin: chance.oneOf(['drop', 'dialog', 'command']),
      startedAt: this.#now(),
      paths: [`/recordings/${chance.oneOf(names)}`],
    });
    /** The listing is through somewhere between the endings; of some imports it never was. */
    const listedBefore = chance.oneIn(6) ? null : chance.between(0, files);
    for (let nth = 0; nth <= files;) {
      if (nth === listedBefore) this.#writeListed(importId, files);
      const batch = made.slice(nth, nth + chance.between(1, 3));
      if (batch.length === 0) break;
      const cut = listedBefore !== null && listedBefore > nth ? batch.slice(0, listedBefore - nth) : batch;
      this.#judge(cut.map(([name, file]) => this.#readingOf(importId, name, file)));
      nth += cut.length;
    }
  }

  /** As long as nothing was compacted: what was erased is still told of. */
  async eraseSomething(): Promise<void> {
    const sourceIdentityKey = this.chance.oneOf([...this.#known.activities.keys(), null]);
    if (sourceIdentityKey === null) return;
    const recordedAt = this.#now();
    const idempotencyKey = `external-delete-${await shortHash(sourceIdentityKey, 20)}`;
    const erasure = { kind: 'erased', compactedAt: null } as const;
    this.#write({
      kind: 'erasure',
      sourceIdentityKey,
      event: {
        type: 'external.activity_deleted',
        eventId: this.chance.uuid(),
        seq: this.#known.nextSeq,
        recordedAt,
        sourceIdentityKey,
        idempotencyKey,
        data: { source_identity_key: sourceIdentityKey, erased: true },
        metadata: { source: 'athlete' },
      },
      compactedAt: null,
    });
    this.#known.nextSeq += 1;
    this.#known.activities.delete(sourceIdentityKey);
    this.#deletions.set(sourceIdentityKey, {
      sourceIdentityKey,
      deletedAt: recordedAt,
      idempotencyKey,
      erasure,
    });
    for (const [sha256, { entries }] of this.#knownBytes) {
      if (entries.some((entry) => entry.write?.sourceIdentityKey === sourceIdentityKey)) {
        this.#knownBytes.delete(sha256);
      }
    }
  }

  #now(): string {
    this.#nowMs += this.chance.between(1, 100_000);
    return at(this.#nowMs);
  }

  #write(record: NewJournalRecord): void {
    this.records.push({ ...record, seq: this.records.length + 1 });
  }

  #writeListed(importId: string, filesFound: number): void {
    const filesPassedOver = this.chance.between(0, 3);
    this.#write({ kind: 'import_listed', importId, filesFound, filesPassedOver, listedAt: this.#now() });
  }

  #judge(readings: readonly FileReading[]): void {
    const { endings } = judgeBatch(readings, this.#known, {
      now: this.#now(),
      newEventId: () => this.chance.uuid(),
      elapsedMs: () => 0,
      onTrouble: (reason) => {
        throw reason;
      },
    });
    for (const ending of endings) {
      this.#write(ending);
      for (const row of wholeImports(ending.receipt)) this.#knownBytes.set(row.sha256, row);
    }
  }

  #readingOf(importId: string, name: string, { bytes, entries }: MadeFile): FileReading {
    const { chance } = this;
    const sha256 = bytes === null ? null : sha256Of(bytes);
    if (bytes !== null && sha256 !== null && entries.some(({ kind }) => kind === 'activity')) {
      this.originals.set(sha256, bytes);
    }
    const path = `/recordings/${name}`;
    const sizeBytes = bytes?.length ?? chance.oneOf([null, 70_000_000]);
    return {
      file: { jobId: chance.uuid(), importId, name, path, sizeBytes, sha256, isStaged: bytes !== null },
      entries: entries.map((entry) => this.#asKnownBytes(entry)),
      startedAt: this.#now(),
      timingsMs: { staging: chance.between(0, 9), opening: 0.25, decoding: chance.between(0, 900) },
    };
  }

  /** Bytes that were imported whole before are not read again. */
  #asKnownBytes(entry: ReadEntry): ReadEntry {
    const known = entry.sha256 === null ? undefined : this.#knownBytes.get(entry.sha256);
    if (entry.kind !== 'activity' || known === undefined) return entry;
    const { member, sha256, format } = entry;
    return { kind: 'known_bytes', member, sha256, format, known };
  }

  async #makeFile(): Promise<MadeFile> {
    const { chance } = this;
    const seen = this.#seenFiles;
    if (seen.length > 0 && chance.oneIn(5)) return chance.oneOf(seen);
    if (chance.oneIn(8))
      return { bytes: null, entries: [failedEntry(null, chance.oneOf(failuresBeforeStaging))] };
    const file = await (chance.oneIn(6) ? this.#makeArchive() : this.#makePlainFile());
    seen.push(file);
    return file;
  }

  async #makePlainFile(): Promise<MadeFile> {
    const inside = this.chance.bytes(this.chance.between(0, 3_000));
    const entry = await this.#makeEntry(sha256Of(inside), null);
    return { bytes: this.chance.oneIn(5) ? gzipSync(inside) : inside, entries: [entry] };
  }

  async #makeArchive(): Promise<MadeFile> {
    const entries: ReadEntry[] = [];
    const members = this.chance.between(1, 4);
    for (let nth = 0; nth < members; nth += 1) {
      entries.push(await this.#makeEntry(sha256Of(this.chance.bytes(64)), this.chance.oneOf(names)));
    }
    return { bytes: this.chance.bytes(2_000), entries };
  }

  async #makeEntry(sha256: string, member: string | null): Promise<ReadEntry> {
    const { chance } = this;
    if (chance.oneIn(7)) return { ...failedEntry(sha256, chance.oneOf(failuresOfReading)), member };
    if (chance.oneIn(9)) {
      return { kind: 'not_an_activity', member, sha256, format: 'fit', what: chance.oneOf(nonActivities) };
    }
    return this.#readActivity(this.#someRecording(), sha256, member);
  }

  #someRecording(): Recording {
    const { chance } = this;
    if (this.#recordings.length > 0 && chance.oneIn(2)) return chance.oneOf(this.#recordings);
    const recording = {
      id: `fit-${chance.hex(20)}`,
      provider: chance.oneOf(providers),
      startedAtMs: Date.parse('2025-01-01T00:00:00Z') + chance.between(0, 364 * dayMs),
    };
    this.#recordings.push(recording);
    return recording;
  }

  /** One of few versions with one of few contents: so every row of the policy has its turn. */
  async #readActivity(recording: Recording, sha256: string, member: string | null): Promise<ReadActivity> {
    const { chance } = this;
    const title = chance.oneOf(titles);
    const startedAt = at(recording.startedAtMs);
    const saved = at(recording.startedAtMs + chance.between(1, 3) * 3_600_000);
    const version = chance.oneOf([null, `1/${saved}/0001`, `1/${saved}/0002`, `0/${saved}/0001`]);
    const distanceMeters = 10_000 + chance.between(0, 2) * 250.5;
    const activity = externalActivitySchema.parse({
      contract_version: 'external_activity.v1',
      source: {
        provider: recording.provider,
        provider_user_id: 'self',
        external_activity_id: recording.id,
        ingestion_method: 'file_import',
        ...(version === null ? {} : { external_event_version: version }),
        raw_payload_ref: `sha256:${sha256}`,
        imported_at: at(this.#nowMs),
      },
      workout: {
        workout_type: chance.oneOf(['ride', 'run', 'strength']),
        ...(title === null ? {} : { title }),
        duration_seconds: 3_600,
        distance_meters: distanceMeters,
      },
      session: {
        started_at: startedAt,
        ended_at: at(recording.startedAtMs + 3_600_000),
        ...chance.oneOf([{}, { timezone: 'Europe/Vienna', local_date: startedAt.slice(0, 10) }]),
      },
      sets: chance.oneOf([[], [{ sequence: 1, exercise: chance.oneOf(['squat', '__proto__']), reps: 8 }]]),
      provenance: {
        mapping_version: 'fit-v1',
        mapped_at: at(this.#nowMs),
        field_provenance: { constructor: { source_path: 'session.sport', confidence: 1, status: 'mapped' } },
        unsupported_fields: distanceMeters === 10_000 ? [] : ['session.avg_power', '__proto__'],
        warnings: chance.oneOf([[], ['two\nlines']]),
      },
    });
    return {
      kind: 'activity',
      member,
      sha256,
      format: chance.oneOf(['fit', 'tcx', 'gpx']),
      activity,
      anchor: await anchorActivity(activity),
      envelope: {
        envelope_version: 'external_ingestion_envelope.v1',
        provider: recording.provider,
        raw_payload_hash: sha256,
        canonical_draft: activity,
        canonical_activity: activity,
        mapping_metadata: {
          mapping_version: 'fit-v1',
          mapped_fields: [],
          dropped_fields: [],
          unit_conversions: [],
          notes: [],
        },
        validation_report: { valid: true, errors: [], warnings: [] },
        ingested_at: at(this.#nowMs),
      },
      summary: {
        sport: chance.oneOf(['cycling', 'running', null]),
        subSport: null,
        startedAt,
        endedAt: null,
        utcOffsetSeconds: chance.oneOf([null, 7_200]),
        elapsedSeconds: 3_700,
        timerSeconds: 3_600,
        distanceMeters,
        caloriesKcal: null,
        avgHeartRateBpm: chance.oneOf([null, 141.5]),
        maxHeartRateBpm: null,
        avgPowerWatts: null,
        ascentMeters: null,
        hasPosition: true,
        firstFix: null,
        recordCount: 3_600,
        lapCount: 1,
        sessionCount: 1,
        lengthCount: 0,
        setCount: 0,
        device: { manufacturer: 'garmin', product: chance.oneOf(['edge530', null]), serialNumber: null },
      },
      quality: chance.oneIn(4)
        ? { grade: 'uncertain', flags: [chance.oneOf(qualityFlags)] }
        : { grade: 'sound', flags: [] },
      samples: new Uint8Array(),
    };
  }
}

function failedEntry(sha256: string | null, failure: Failure): ReadEntry {
  return { kind: 'failed', member: null, sha256, format: null, failure, envelope: null };
}
