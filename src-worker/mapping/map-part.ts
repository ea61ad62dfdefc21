// One decoded recording as one entry of a receipt in the making, its samples packed.
import { packSamples } from '../contract/packed-samples.ts';
import { assertNever } from '../contract/result.ts';
import type { DecodedPart } from '../formats/decoded.ts';
import { mapActivity } from './map-activity.ts';
import type { MappedPart, MappingContext } from './mapped-activity.ts';

export async function mapPart(part: DecodedPart, context: MappingContext): Promise<MappedPart> {
  switch (part.kind) {
    case 'activity': {
      const mapped = await mapActivity(part.activity, context);
      if (!mapped.ok) return { kind: 'failed', failure: mapped.failure };
      return { kind: 'activity', mapped: mapped.value, samples: await packSamples(part.activity.samples) };
    }
    case 'not_an_activity':
    case 'failed':
      return part;
    default:
      return assertNever(part);
  }
}
