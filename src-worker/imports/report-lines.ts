// From a receipt to the lines of `cooldown import --json`: the same facts under the names of command-line.md.
import type { ActivitySummary } from '../contract/activity-summary.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { ReportLine } from '../contract/report-line.ts';
import { overlapReason } from './overlap-reason.ts';
import { sentenceOf } from './receipt.ts';

/** `activities`: the canonical activity of each entry, where it has one. */
export function reportLines(
  receipt: Receipt,
  activities: readonly (ExternalActivity | null)[],
): readonly ReportLine[] {
  return receipt.entries.map((entry, index) => reportLine(receipt, entry, activities[index] ?? null));
}

function reportLine(receipt: Receipt, entry: ReceiptEntry, activity: ExternalActivity | null): ReportLine {
  const { dedup, error, write, summary, quality } = entry;
  return {
    path: receipt.file.path,
    member: entry.member,
    sha256: entry.sha256,
    format: entry.format,
    status: entry.status,
    error: error && { code: error.code, class: error.class, message: error.message, hint: error.hint },
    dedup: dedup && {
      decision: dedup.decision,
      outcome: dedup.outcome,
      reason: dedup.reason,
      matched: dedup.matched && {
        source_identity_key: dedup.matched.sourceIdentityKey,
        event_id: dedup.matched.eventId,
        started_at: dedup.matched.startedAt,
        file_name: dedup.matched.fileName,
        compared: dedup.matched.compared,
      },
    },
    write: write && {
      result: write.result,
      event_id: write.eventId,
      idempotency_key: write.idempotencyKey,
      source_identity_key: write.sourceIdentityKey,
      payload_fingerprint: write.payloadFingerprint,
    },
    overlaps: entry.overlaps.map((overlap) => ({
      source_identity_key: overlap.sourceIdentityKey,
      relation: overlap.relation,
      score: overlap.score,
      reason: overlapReason(overlap),
      counted: overlap.counted,
    })),
    activity,
    summary: summary && summaryFields(summary),
    quality,
    timings_ms: receipt.timingsMs,
    sentence: sentenceOf(receipt.file.name, entry).message,
  };
}

function summaryFields(summary: ActivitySummary): NonNullable<ReportLine['summary']> {
  return {
    sport: summary.sport,
    sub_sport: summary.subSport,
    started_at: summary.startedAt,
    ended_at: summary.endedAt,
    elapsed_seconds: summary.elapsedSeconds,
    timer_seconds: summary.timerSeconds,
    distance_meters: summary.distanceMeters,
    calories_kcal: summary.caloriesKcal,
    avg_heart_rate_bpm: summary.avgHeartRateBpm,
    max_heart_rate_bpm: summary.maxHeartRateBpm,
    avg_power_watts: summary.avgPowerWatts,
    ascent_meters: summary.ascentMeters,
    has_position: summary.hasPosition,
    record_count: summary.recordCount,
    lap_count: summary.lapCount,
    session_count: summary.sessionCount,
    length_count: summary.lengthCount,
    set_count: summary.setCount,
    device: {
      manufacturer: summary.device.manufacturer,
      product: summary.device.product,
      serial_number: summary.device.serialNumber,
    },
  };
}
