// What is read of a GPX 1.0 or 1.1 document: its tracks, and whether there is something else. The table says where each value stands.
import { budget } from '../xml/budget.ts';
import { elementsFor, type XmlElement } from '../xml/element.ts';
import type { Refuse } from '../xml/read.ts';
import { label } from '../xml/values.ts';
import { TrackPoints, type SensorColumn } from '../track-points.ts';

export interface GpxTrack {
  name: string | null;
  type: string | null;
  readonly points: TrackPoints;
  /** First rows of the segments. */
  readonly segmentStarts: number[];
}

export interface GpxDocument {
  creator: string | null;
  readonly tracks: GpxTrack[];
  hasRoute: boolean;
  hasWaypoint: boolean;
}

export interface GpxReader {
  readonly root: XmlElement;
  /** What was read so far. */
  readonly document: GpxDocument;
}

/**
 * Garmin's TrackPointExtension (v1, v2) and PowerExtension, Cluetrust's gpxdata, and the bare names that Strava and others write;
 * GPX 1.0 has the speed in the point itself. By local name, wherever below the point.
 */
const sensorNames: Readonly<Record<string, SensorColumn>> = {
  hr: 'heartRateBpm',
  heartrate: 'heartRateBpm',
  cad: 'cadencePerMinute',
  cadence: 'cadencePerMinute',
  atemp: 'temperatureCelsius',
  temp: 'temperatureCelsius',
  power: 'powerWatts',
  PowerInWatts: 'powerWatts',
  watts: 'powerWatts',
  speed: 'speedMetersPerSecond',
  distance: 'distanceMeters',
};

export function gpxReader(refuse: Refuse): GpxReader {
  const { takeRecord, takeRecording } = budget(refuse);
  const document: GpxDocument = { creator: null, tracks: [], hasRoute: false, hasWaypoint: false };
  // The one that is being read; there is none before the first.
  let track = newTrack();

  const point: XmlElement = {
    open: ({ lat, lon }) => {
      track.points.readLatitude(lat);
      track.points.readLongitude(lon);
    },
    inside: {
      time: { text: (text) => track.points.readTime(text) },
      ele: { text: (text) => track.points.readSensor('altitudeMeters', text) },
    },
    anywhere: elementsFor(sensorNames, (column) => ({
      text: (text) => track.points.readSensor(column, text),
    })),
    close: () => {
      takeRecord();
      track.points.endPoint();
    },
  };

  const root: XmlElement = {
    open: ({ creator }) => {
      document.creator = label(creator);
    },
    inside: {
      trk: {
        open: () => {
          takeRecording();
          track = newTrack();
          document.tracks.push(track);
        },
        inside: {
          name: { text: (text) => void (track.name ??= label(text)) },
          type: { text: (text) => void (track.type ??= label(text)) },
          trkseg: {
            open: () => {
              const { points, segmentStarts } = track;
              if (segmentStarts.at(-1) !== points.count) segmentStarts.push(points.count);
            },
            inside: { trkpt: point },
          },
        },
      },
      rte: { open: () => void (document.hasRoute = true) },
      wpt: { open: () => void (document.hasWaypoint = true) },
    },
  };
  return { root, document };
}

const newTrack = (): GpxTrack => ({ name: null, type: null, points: new TrackPoints(), segmentStarts: [] });
