// A second opinion on TCX and GPX: fast-xml-parser builds the whole tree, and the points in it must be the points we stream.
// Over what our writers make, and over the collection of real files where it is there.
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { openWhole } from '../../support/open-whole.ts';
import type { OpenedMember } from '../../../src-worker/formats/decoded.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { gpxDocument, gpxHike, gpxTrack } from '../../fixtures/gpx-writer.ts';
import { tcxActivity, tcxDocument, tcxMultisport, tcxRun } from '../../fixtures/tcx-writer.ts';
import { corpusBytes, corpusFiles } from './corpus-files.ts';
import { partsOf } from './expect-activity.ts';

interface Point {
  readonly ms: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  attributeNamePrefix: '@',
  // Everything may be repeated, so everything is a list.
  isArray: (_, __, ___, isAttribute) => !isAttribute,
});

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What lies at the end of every path of these names. */
function allAt(root: unknown, ...path: readonly string[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (nodes, name) =>
      nodes.flatMap((node) => {
        const found = isNode(node) ? node[name] : undefined;
        return Array.isArray(found) ? (found as readonly unknown[]) : found === undefined ? [] : [found];
      }),
    [root],
  );
}

const numberOf = (text: unknown): number => (typeof text === 'string' && text !== '' ? Number(text) : NaN);
const numberAt = (node: unknown, ...path: readonly string[]): number => numberOf(allAt(node, ...path)[0]);
const msAt = (node: unknown, name: string): number => {
  const [text] = allAt(node, name);
  return typeof text === 'string' ? Date.parse(text) : NaN;
};

/** Beyond the globe is nowhere, as our readers have it. */
function place(latitude: number, longitude: number): Pick<Point, 'latitude' | 'longitude'> {
  const isOnGlobe = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnGlobe ? { latitude, longitude } : { latitude: NaN, longitude: NaN };
}

/** Recordings with their points, as the tree has them. */
function pointsInTree(text: string): readonly (readonly Point[])[] {
  const tree: unknown = parser.parse(text.trimStart());
  const tracks = allAt(tree, 'gpx', 'trk').map((track) =>
    allAt(track, 'trkseg', 'trkpt').map((point) => ({
      ms: msAt(point, 'time'),
      ...place(numberAt(point, '@lat'), numberAt(point, '@lon')),
      altitude: Math.fround(numberAt(point, 'ele')),
    })),
  );
  const timed = tracks.filter((points) => {
    const times = points.map(({ ms }) => ms).filter((ms) => !Number.isNaN(ms));
    return new Set(times).size > 1;
  });
  const activities = allAt(tree, 'TrainingCenterDatabase', 'Activities', 'Activity').map((activity) => [
    activity,
  ]);
  const sessions = allAt(tree, 'TrainingCenterDatabase', 'Activities', 'MultiSportSession').map((session) => [
    ...allAt(session, 'FirstSport', 'Activity'),
    ...allAt(session, 'NextSport', 'Activity'),
  ]);
  const recordings = [...activities, ...sessions]
    .filter((legs) => legs.some((leg) => allAt(leg, 'Lap').length > 0))
    .map((legs) =>
      legs
        .flatMap((leg) => allAt(leg, 'Lap', 'Track', 'Trackpoint'))
        .map((point) => ({
          ms: msAt(point, 'Time'),
          ...place(
            numberAt(point, 'Position', 'LatitudeDegrees'),
            numberAt(point, 'Position', 'LongitudeDegrees'),
          ),
          altitude: Math.fround(numberAt(point, 'AltitudeMeters')),
        })),
    );
  return [...timed, ...recordings];
}

async function pointsStreamed(
  member: Pick<OpenedMember, 'format' | 'bytes'>,
): Promise<readonly (readonly Point[])[]> {
  return partsOf(await readMember(member)).flatMap((part) => {
    if (part.kind !== 'activity') return [];
    const { count, timeMs, latitudeDegrees, longitudeDegrees, altitudeMeters } = part.activity.samples;
    return [
      Array.from({ length: count }, (_, row) => ({
        ms: timeMs[row] ?? NaN,
        latitude: latitudeDegrees?.[row] ?? NaN,
        longitude: longitudeDegrees?.[row] ?? NaN,
        altitude: altitudeMeters?.[row] ?? NaN,
      })),
    ];
  });
}

describe('the points of a TCX or GPX document', () => {
  const laps = tcxRun.laps ?? [];
  const session = tcxMultisport('x', [tcxRun, { ...tcxRun, laps: [...laps].reverse() }]);

  it.each([
    ['gpx', gpxDocument(gpxTrack(gpxHike) + gpxTrack(gpxHike))],
    ['tcx', tcxDocument(`<Activities>${tcxActivity(tcxRun)}${tcxActivity(tcxRun)}</Activities>`)],
    ['tcx', tcxDocument(`<Activities>${session}</Activities>`)],
  ] as const)('are those of the whole tree (%s)', async (format, text) => {
    const streamed = await pointsStreamed({ format, bytes: new TextEncoder().encode(text) });
    expect(streamed.flat().length).toBeGreaterThan(5);
    expect(streamed).toEqual(pointsInTree(text));
  });

  const sound = corpusFiles.filter(
    ({ file, expected }) =>
      file.startsWith('files/') &&
      ['tcx', 'gpx'].includes(expected?.content_format ?? '') &&
      expected?.is_activity === true,
  );

  it.skipIf(sound.length === 0)(
    'are those of the whole tree in every sound file of the collection',
    { timeout: 120_000 },
    async () => {
      const differing: string[] = [];
      for (const file of sound) {
        const opened = await openWhole(corpusBytes(file));
        const [member] = opened.ok ? opened.value.members : [];
        if (member === undefined) throw new Error(`not opened: ${file.file}`);
        const text = new TextDecoder(file.file.includes('utf16') ? 'utf-16' : 'utf-8').decode(member.bytes);
        const [streamed, tree] = [await pointsStreamed(member), pointsInTree(text)];
        if (JSON.stringify(streamed) !== JSON.stringify(tree)) differing.push(file.file);
      }
      expect(sound.length).toBeGreaterThan(50);
      expect(differing).toEqual([]);
    },
  );
});
