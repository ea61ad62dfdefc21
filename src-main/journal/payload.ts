// What a frame carries: records as a JSON array, deflated. Main looks into it only to export, restore and salvage.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

const recordsSchema = z.array(z.unknown());

export function decodePayload(payload: Uint8Array): readonly unknown[] {
  return recordsSchema.parse(JSON.parse(inflateRawSync(payload).toString('utf8')));
}

export function encodePayload(records: readonly unknown[]): Uint8Array {
  return deflateRawSync(JSON.stringify(records));
}
