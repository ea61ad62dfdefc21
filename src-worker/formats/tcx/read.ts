// The door of TCX: bytes in, activities or a named failure out, never a throw.
// A MultiSportSession is one activity with legs; courses and planned workouts are no activities.
import type { NonActivity } from '../../contract/activity-format.ts';
import type { ParseFailure } from '../../contract/failure.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { DecodedFile, DecodedPart } from '../decoded.ts';
import { child, children, type XmlNode } from '../xml/node.ts';
import { readXml } from '../xml/read.ts';
import { tcxActivity } from './activity.ts';

export async function readTcx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  return Promise.resolve(decode(bytes));
}

function decode(bytes: Uint8Array): Result<DecodedFile, ParseFailure> {
  const read = readXml(bytes, 'Trackpoint');
  if (!read.ok) return read;
  const { root, sound } = read.value;

  const recordings = children(root, 'Activities').flatMap((activities) => [
    ...children(activities, 'Activity').map((activity) => ({ wrapper: activity, legs: [activity] })),
    ...children(activities, 'MultiSportSession').map((session) => ({
      wrapper: session,
      legs: legsOf(session),
    })),
  ]);
  const parts = recordings.map(({ wrapper, legs }): DecodedPart => {
    const activity = tcxActivity({ wrapper, legs, sound });
    return activity === null
      ? { kind: 'not_an_activity', what: 'nothing_recorded' }
      : { kind: 'activity', activity };
  });
  return ok({
    format: 'tcx',
    parts: parts.length > 0 ? parts : [{ kind: 'not_an_activity', what: whatElse(root) }],
  });
}

const legsOf = (session: XmlNode): readonly XmlNode[] =>
  ['FirstSport', 'NextSport'].flatMap((name) =>
    children(session, name).flatMap((sport) => children(sport, 'Activity')),
  );

const otherContents: readonly { readonly element: string; readonly what: NonActivity }[] = [
  { element: 'Courses', what: 'course' },
  { element: 'Workouts', what: 'workout' },
];

const whatElse = (root: XmlNode): NonActivity =>
  otherContents.find(({ element }) => child(root, element) !== null)?.what ?? 'nothing_recorded';
