// What one event makes of the rows that it is about. Pure, and the same while judging, when a batch is stored, and when the
// journal is replayed.
import type { CanonicalEvent, ConflictResolved } from '../contract/canonical-event.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { ManualSession } from '../contract/manual-session.ts';
import { assertNever } from '../contract/result.ts';
import type { ActivityRow, DeletionRow, ResolutionRow } from '../store/rows.ts';
import { toActivityRow, withClockShift, withKnownVersion } from './activity-row.ts';
import {
  bringRowBack,
  countGroup,
  dropRow,
  takeOverlapEvent,
  withOverlapOf,
  type RowsByKey,
} from './overlaps-of-rows.ts';

/** Rows as they stand; events change them in place. */
export interface LogRows {
  readonly activities: RowsByKey;
  /** By source identity key; null where the row goes. */
  readonly deletions: Map<string, DeletionRow | null>;
  readonly resolutions: ResolutionRow[];
  readonly manualSessions: Map<string, ManualSession>;
}

/** Whom an event is about. */
export function identitiesOf(event: CanonicalEvent): readonly string[] {
  switch (event.type) {
    case 'external.activity_imported':
    case 'external.activity_deleted':
    case 'external.activity_restored':
    case 'external.clock_corrected':
      return [event.sourceIdentityKey];
    case 'external.conflict_resolved': {
      const result = event.data.result?.source_identity_key;
      return result === undefined ? [event.sourceIdentityKey] : [event.sourceIdentityKey, result];
    }
    case 'external.overlap_linked':
    case 'external.overlap_unlinked':
      return event.data.source_identity_keys;
    // It comes from nowhere but the athlete.
    case 'session.logged':
      return [];
    default:
      return assertNever(event);
  }
}

export function takeEvent(rows: LogRows, event: CanonicalEvent): void {
  const { activities, deletions } = rows;
  const key = event.sourceIdentityKey;
  const row = activities.get(key) ?? null;
  switch (event.type) {
    case 'external.activity_imported':
      activities.set(key, toActivityRow(event, row));
      countGroup(activities, key);
      break;
    case 'external.activity_deleted': {
      const { recordedAt: deletedAt, idempotencyKey } = event;
      const deletion = { sourceIdentityKey: key, deletedAt, idempotencyKey };
      if (event.data.erased || row === null) {
        deletions.set(key, { ...deletion, erasure: { kind: 'erased', compactedAt: null } });
      } else {
        const erasure = { kind: 'kept', activity: row } as const;
        deletions.set(key, { ...deletion, erasure, startedAt: row.startedAt });
      }
      dropRow(activities, key);
      break;
    }
    case 'external.activity_restored': {
      const erasure = deletions.get(key)?.erasure;
      deletions.set(key, null);
      if (erasure?.kind === 'kept') {
        bringRowBack(activities, erasure.activity);
        tellDeletedPartners(deletions, erasure.activity);
      }
      break;
    }
    case 'external.conflict_resolved':
      rows.resolutions.push(resolutionBy(event));
      if (row !== null) activities.set(key, withKnownVersion(row, versionKnownBy(event, row)));
      break;
    case 'external.overlap_linked':
    case 'external.overlap_unlinked':
      takeOverlapEvent(activities, event);
      break;
    case 'external.clock_corrected':
      if (row === null) break;
      activities.set(key, withClockShift(row, event.data.shift_seconds));
      countGroup(activities, key);
      break;
    case 'session.logged':
      rows.manualSessions.set(event.data.session_id, event.data);
      break;
    default:
      assertNever(event);
  }
}

/** Whoever went after it, and is to come back as well, is linked with it then. */
function tellDeletedPartners(deletions: LogRows['deletions'], row: ActivityRow): void {
  for (const overlap of row.overlaps) {
    const deletion = deletions.get(overlap.sourceIdentityKey);
    if (deletion?.erasure.kind !== 'kept') continue;
    const activity = withOverlapOf(row, overlap, deletion.erasure.activity);
    deletions.set(overlap.sourceIdentityKey, { ...deletion, erasure: { kind: 'kept', activity } });
  }
}

function resolutionBy({ recordedAt, data }: ConflictResolved): ResolutionRow {
  return {
    jobId: data.job_id,
    entry: data.entry,
    choice: data.choice,
    resolvedAt: recordedAt,
    sourceIdentityKey: data.result?.source_identity_key ?? null,
  };
}

/** What was asked about once is not asked about again: the next copy of it is one that is known. */
function versionKnownBy({ recordedAt, data }: ConflictResolved, row: ActivityRow): KnownVersion {
  const { version, fingerprint, file_name: fileName } = data.incoming;
  const standing = row.versions.find(({ eventId }) => eventId === row.eventId);
  return {
    eventId: data.result?.event_id ?? row.eventId,
    idempotencyKey: data.result?.idempotency_key ?? standing?.idempotencyKey ?? '',
    version,
    fingerprint,
    fileName,
    importedAt: recordedAt,
  };
}
