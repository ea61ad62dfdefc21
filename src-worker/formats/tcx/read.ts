// The door of TCX: bytes in, activities or a named failure out, never a throw.
// A MultiSportSession is one activity with legs; courses and planned workouts are no activities.
import type { NonActivity } from '../../contract/activity-format.ts';
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { DecodedFile, DecodedPart } from '../decoded.ts';
import { readXml } from '../xml/read.ts';
import { tcxActivity } from './activity.ts';
import { tcxReader, type TcxDocument } from './document.ts';

export async function readTcx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  return Promise.resolve(decode(bytes));
}

function decode(bytes: Uint8Array): Result<DecodedFile, ParseFailure> {
  const read = readXml(bytes, tcxReader);
  if (!read.ok) return read;
  const { reader, fault, sound } = read.value;
  const { document } = reader;

  const parts = document.recordings.map((recording): DecodedPart => {
    const activity = tcxActivity(recording, { sound, recovered: fault !== null });
    return activity === null
      ? { kind: 'not_an_activity', what: 'nothing_recorded' }
      : { kind: 'activity', activity };
  });
  // What else stands in a document is known only at its end.
  if (fault !== null && !parts.some(({ kind }) => kind === 'activity')) {
    return failed(fault);
  }
  return ok({
    format: 'tcx',
    parts: parts.length > 0 ? parts : [{ kind: 'not_an_activity', what: whatElse(document) }],
  });
}

function whatElse({ hasCourse, hasWorkout }: TcxDocument): NonActivity {
  if (hasCourse) return 'course';
  return hasWorkout ? 'workout' : 'nothing_recorded';
}
