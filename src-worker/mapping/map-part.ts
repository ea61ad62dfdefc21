// One decoded recording as one entry of a receipt in the making.
import { assertNever } from '../contract/result.ts';
import type { DecodedPart } from '../formats/decoded.ts';
import { mapActivity } from './map-activity.ts';
import type { MappedPart, MappingContext } from './mapped-activity.ts';

export async function mapPart(part: DecodedPart, context: MappingContext): Promise<MappedPart> {
  switch (part.kind) {
    case 'activity': {
      const mapped = await mapActivity(part.activity, context);
      return mapped.ok
        ? { kind: 'activity', mapped: mapped.value }
        : { kind: 'failed', failure: mapped.failure };
    }
    case 'not_an_activity':
    case 'failed':
      return part;
    default:
      return assertNever(part);
  }
}
