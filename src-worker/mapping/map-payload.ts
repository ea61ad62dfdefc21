// What a provider's API says of one activity, as JSON, and who says it: the same canonical draft as a file's, by the matrix of
// the provider. Pure; fetches nothing and knows no connector.
import type { ActivitySummary } from '../contract/activity-summary.ts';
import type { ParseFailure } from '../contract/failure.ts';
import { ok, type Result } from '../contract/result.ts';
import { applyMatrix, type MatrixReading } from './apply-matrix.ts';
import { composeActivity } from './compose-activity.ts';
import type { MappedActivity, MappingContext } from './mapped-activity.ts';
import { providerMatrices, type ConnectedProvider } from './provider-matrices.ts';

/** One activity as a connector hands it over. */
export interface ProviderActivity {
  readonly provider: ConnectedProvider;
  /** Of the account at the provider. */
  readonly providerUserId: string;
  readonly externalActivityId: string;
  /** The provider's own marker of the version; null where it has none. */
  readonly externalEventVersion: string | null;
  /** JSON from outside: nothing is known of it. */
  readonly payload: unknown;
}

/** `sha256` is of the bytes that the payload came as. */
export type PayloadContext = Pick<MappingContext, 'sha256' | 'now' | 'athleteTimeZone'>;

export function mapPayload(
  activity: ProviderActivity,
  context: PayloadContext,
): Result<MappedActivity, ParseFailure> {
  const { provider, providerUserId, externalActivityId, externalEventVersion, payload } = activity;
  const matrix = providerMatrices[provider];
  const reading = applyMatrix(matrix, { payload });
  if (!reading.ok) return reading;
  return ok(
    composeActivity({
      ...context,
      reading: reading.value,
      mappingVersion: matrix.version,
      source: {
        provider,
        provider_user_id: providerUserId,
        external_activity_id: externalActivityId,
        ingestion_method: 'connector_api',
        ...(externalEventVersion === null ? {} : { external_event_version: externalEventVersion }),
        raw_payload_ref: `sha256:${context.sha256}`,
        imported_at: context.now,
      },
      sets: [],
      utcOffsetSeconds: null,
      sourceConfidence: 1,
      flags: [],
      unsupportedFields: [],
      notes: [],
      summary: summaryOf(reading.value),
    }),
  );
}

/** A provider says sums and no points. */
function summaryOf({ rawSport, startedAtMs, endedAtMs, amounts }: MatrixReading): ActivitySummary {
  return {
    sport: rawSport,
    subSport: null,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
    utcOffsetSeconds: null,
    elapsedSeconds: null,
    timerSeconds: amounts['workout.duration_seconds'],
    distanceMeters: amounts['workout.distance_meters'],
    caloriesKcal: amounts['workout.calories_kcal'],
    avgHeartRateBpm: null,
    maxHeartRateBpm: null,
    avgPowerWatts: null,
    ascentMeters: null,
    hasPosition: false,
    firstFix: null,
    recordCount: 0,
    lapCount: 0,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    device: { manufacturer: null, product: null, serialNumber: null },
  };
}
