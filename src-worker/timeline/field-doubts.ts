// How sure an activity's fields are, in the counters of domain 7.
import type { ExternalActivity } from '../contract/external-activity.ts';
import type { FieldDoubts } from '../contract/training-timeline.ts';

const leastConfidence = 0.9;

export function fieldDoubtsOf({ provenance }: Pick<ExternalActivity, 'provenance'>): FieldDoubts {
  const fields = Object.values(provenance.field_provenance ?? {});
  return {
    lowConfidence: fields.filter(
      ({ confidence, status }) => confidence < leastConfidence || status !== 'mapped',
    ).length,
    unsupported: provenance.unsupported_fields?.length ?? 0,
    unitConversions: fields.filter(
      ({ unit_original, unit_normalized }) =>
        unit_original !== undefined && unit_original !== unit_normalized,
    ).length,
  };
}
