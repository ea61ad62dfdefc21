// Who is measured: our readers from bytes to the decoded form, and the libraries of the trade used the obvious way.
import { XMLParser } from 'fast-xml-parser';
import FitParser from 'fit-file-parser';
import type { ActivityFormat } from '../../src-worker/contract/activity-format.ts';
import { formatReaders } from '../../src-worker/formats/registry.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Gives how many points were read; throws where nothing could be. */
export type Decoder = (bytes: Bytes) => Promise<number>;

export const decoders = {
  'ours fit': ours('fit'),
  'ours tcx': ours('tcx'),
  'ours gpx': ours('gpx'),
  'fit-file-parser': async (bytes) => {
    const parsed: unknown = await new FitParser({ force: true, mode: 'list' }).parseAsync(bytes.buffer);
    return listIn(parsed, 'messages', 'record').length || listIn(parsed, 'records').length;
  },
  'fast-xml-parser': (bytes) => {
    const document: unknown = new XMLParser({ ignoreAttributes: false }).parse(
      new TextDecoder().decode(bytes),
    );
    return Promise.resolve(pointsIn(document));
  },
} as const satisfies Record<string, Decoder>;

export type DecoderName = keyof typeof decoders;

export const pairs = {
  fit: ['ours fit', 'fit-file-parser'],
  tcx: ['ours tcx', 'fast-xml-parser'],
  gpx: ['ours gpx', 'fast-xml-parser'],
} as const satisfies Record<ActivityFormat, readonly [DecoderName, DecoderName]>;

function ours(format: ActivityFormat): Decoder {
  return async (bytes) => {
    const decoded = await formatReaders[format](bytes);
    if (!decoded.ok) throw new Error(decoded.failure.kind);
    return decoded.value.parts.reduce(
      (all, part) => all + (part.kind === 'activity' ? part.activity.recordCount : 0),
      0,
    );
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function listIn(value: unknown, ...path: readonly string[]): readonly unknown[] {
  let found = value;
  for (const name of path) found = isObject(found) ? found[name] : undefined;
  return Array.isArray(found) ? found : [];
}

/** Looks at each point's time, as whoever wants a summary has to. */
function pointsIn(document: unknown): number {
  let points = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value)) {
      const time = value['time'] ?? value['Time'];
      if (typeof time === 'string' && Number.isFinite(Date.parse(time))) points += 1;
      else for (const inner of Object.values(value)) visit(inner);
    }
  };
  visit(document);
  return points;
}
