// What a person reads about each ending: what happened · what is safe · what to do next (interface, “Voice”).
// English, as ICU messages. The engine puts them on receipts for support; the face renders them in the athlete's language.
import type { NonActivity } from './activity-format.ts';
import type { FailureKind } from './failure.ts';
import type { Ending } from './receipt.ts';

export interface Sentence {
  readonly happened: string;
  readonly safe: string;
  readonly next: string;
}

type OutcomeKind = Exclude<Ending['kind'], 'failed' | 'not_an_activity'>;

/** Values: `file`, `activity` (“Morning run, 10.2 km”), `known` (“Edge 530 on 12 May”, “ride.fit (recorded on 12 May)”), `day`. */
export const outcomeSentences = {
  created: { happened: '{activity}, added from {file}.', safe: '', next: '' },
  updated: {
    happened: '{file} holds a newer version of {activity}. It replaced the earlier one.',
    safe: 'The earlier version is kept.',
    next: '',
  },
  exact_duplicate: {
    happened: 'You already have this one: it came from {known}.',
    safe: 'Nothing changed.',
    next: '',
  },
  deleted_by_athlete: {
    happened: 'You deleted this activity, so it stays away.',
    safe: 'The file itself was not touched.',
    next: 'Bring it back, if you want it after all.',
  },
  stale_version: {
    happened: '{file} is an earlier version of an activity you have: {known}.',
    safe: 'The newer one stays. The file itself was not touched.',
    next: '',
  },
  version_conflict: {
    happened: '{file} and the activity you have from {known} are two versions that disagree.',
    safe: 'The first one stays. The file itself was not touched.',
    next: 'Compare the two, and choose which one to keep.',
  },
  partial_overlap: {
    happened: '{file} and the activity you have from {known} overlap, but do not agree.',
    safe: 'The first one stays. The file itself was not touched.',
    next: 'Compare the two, and choose which one to keep.',
  },
} as const satisfies Record<OutcomeKind, Sentence>;

/** Said instead of `created`, and in addition to `updated`, where `recovered` is among the flags. */
export const recoveredSentence = {
  happened: 'A part of {file} is missing or damaged. What could be read was saved: {activity}.',
  safe: 'Nothing was invented, and the file itself was not touched.',
  next: 'If the device still has the recording, import it again from there: a complete copy replaces this one.',
} as const satisfies Sentence;

/** Said instead of `updated`, where an original that is kept was read again. */
export const reReadSentence = {
  happened: '{file} was read again, and says more of {activity} today than before. Its new reading counts.',
  safe: 'The earlier one is kept in the log, and your choices stand.',
  next: '',
} as const satisfies Sentence;

const nothingToImport = { safe: 'Nothing to import; the file itself was not touched.', next: '' } as const;

/** Value: `file`. */
export const nonActivitySentences = {
  course: { happened: '{file} is a course, not an activity.', ...nothingToImport },
  workout: { happened: '{file} is a planned workout, not an activity.', ...nothingToImport },
  settings: { happened: '{file} holds settings of a device, not an activity.', ...nothingToImport },
  monitoring: { happened: '{file} holds all-day monitoring, not an activity.', ...nothingToImport },
  weight: { happened: '{file} holds weight readings, not an activity.', ...nothingToImport },
  totals: { happened: '{file} holds totals of a device, not an activity.', ...nothingToImport },
  goals: { happened: '{file} holds goals, not an activity.', ...nothingToImport },
  segment: { happened: '{file} is a segment, not an activity.', ...nothingToImport },
  schedule: { happened: '{file} is a schedule, not an activity.', ...nothingToImport },
  device: { happened: '{file} describes a device, not an activity.', ...nothingToImport },
  route: { happened: '{file} is a route, not an activity.', ...nothingToImport },
  waypoints: { happened: '{file} holds only waypoints, no activity.', ...nothingToImport },
  track_without_times: {
    happened: '{file} holds a track without times: a plan or a drawing, not an activity.',
    ...nothingToImport,
  },
  nothing_recorded: { happened: 'Nothing was recorded in {file}: it holds no points.', ...nothingToImport },
  other: {
    happened: '{file} is in order, but it is another kind of file, not an activity.',
    ...nothingToImport,
  },
} as const satisfies Record<NonActivity, Sentence>;

const untouched = 'The file itself was not touched; everything else goes on.';

/** Values: `file`, and the failure's own fields; sizes as text (“64 MB”). */
export const failureSentences = {
  path_not_found: {
    happened: '{file} is not there any more, or never was.',
    safe: 'Everything else goes on.',
    next: 'Look where the file is now, and drop it again.',
  },
  not_a_regular_file: {
    happened:
      '{file} is {what, select, pipe {a pipe} socket {a socket} device {a device} folder {a folder} other {something}}, not a file with a recording.',
    safe: 'It was not opened; everything else goes on.',
    next: '',
  },
  link_skipped: {
    happened: '{file} is a link to another place, and links inside a folder are not followed.',
    safe: 'Nothing was read through it; everything else goes on.',
    next: 'If you want what it points to, drop that file itself.',
  },
  link_broken: {
    happened: '{file} is a link that leads nowhere.',
    safe: 'Everything else goes on.',
    next: 'Look where the file is now, and drop it again.',
  },
  permission_denied: {
    happened: 'This computer does not let Cooldown read {file}.',
    safe: untouched,
    next: 'Give yourself permission to read it, then drop it again.',
  },
  changed_while_reading: {
    happened: '{file} changed while it was being read.',
    safe: 'Nothing half-written was taken in; the file itself was not touched.',
    next: 'Wait until it is written completely, then drop it again.',
  },
  vanished_while_reading: {
    happened: '{file} went away while it was being read: the device was unplugged, or the file was removed.',
    safe: 'Nothing half-read was taken in; everything else goes on.',
    next: 'If it was on a device, plug that in again; then drop the file once more.',
  },
  unplugged_while_reading: {
    happened:
      '{device, select, null {The device} other {{device}}} was unplugged while {file} was being read.',
    safe: 'Nothing half-read was taken in, and what was complete stays; everything else goes on.',
    next: 'The rest waits for {device, select, null {the device} other {{device}}}: plug it in again, and Cooldown goes on by itself.',
  },
  read_failed: {
    happened:
      '{systemCode, select, ENAMETOOLONG {The path to {file} is too long, or leads through too many folders.} other {This computer could not read {file}.}}',
    safe: 'Nothing half-read was taken in; everything else goes on.',
    next: '{systemCode, select, ENAMETOOLONG {Move it nearer to the top of its disk, and drop it again.} other {Try again; if it happens again, copy it to another place and drop that copy.}}',
  },
  file_too_large: {
    happened: '{file} has {sizeBytes}; Cooldown reads files of up to {limitBytes}.',
    safe: 'It was set aside unread; everything else goes on.',
    next: 'If it is an archive, unpack it and drop the files inside.',
  },
  disk_full: {
    happened: 'This computer has no room left to copy {file}.',
    safe: 'Nothing half-written was kept; the file itself was not touched.',
    next: 'Free some space, then drop the file again.',
  },
  intake_stopped: {
    happened: 'Reading {file} was cut off, because the part of Cooldown that reads files stopped.',
    safe: 'Nothing half-read was taken in; the file itself was not touched.',
    next: 'Drop the file again.',
  },
  not_answering: {
    happened: 'The disk or device with {file} stopped answering while it was being read.',
    safe: 'Nothing half-read was taken in; everything else goes on.',
    next: 'Unplug the device, plug it in again, and drop the file once more.',
  },
  staged_copy_missing: {
    happened: 'The working copy of {file} is gone from Cooldown’s own folder.',
    safe: 'The file itself was not touched.',
    next: 'Drop the file again.',
  },
  empty_file: {
    happened: '{file} is empty: it has no bytes at all.',
    safe: untouched,
    next: 'If the device still has the recording, copy it from there again.',
  },
  unsupported_content: {
    happened:
      '{looksLike, select, null {{file} looks like none of the files that Cooldown reads.} other {{file} looks like {looksLike}.}}',
    safe: untouched,
    next: 'Cooldown reads FIT, TCX and GPX, also as .gz and .zip.',
  },
  archive_damaged: {
    happened: 'The archive {file} is damaged, so what is packed in it could not be read.',
    safe: untouched,
    next: 'Download or pack it again, then drop it once more.',
  },
  archive_encrypted: {
    happened: 'What is packed in {file} is protected by a password.',
    safe: untouched,
    next: 'Unpack it, and drop the files inside.',
  },
  archive_without_activities: {
    happened: 'The archive {file} holds no FIT, TCX or GPX file.',
    safe: untouched,
    next: '',
  },
  archive_in_archive: {
    happened: '{file} is an archive inside an archive.',
    safe: untouched,
    next: 'Unpack the outer one, and drop the inner one.',
  },
  archive_name_outside: {
    happened: '{file} is packed under a name that points outside its archive, as no honest archive does.',
    safe: 'It was not read; everything else goes on.',
    next: 'If you trust the archive, unpack it and drop the files inside.',
  },
  archive_limit: {
    happened:
      'The archive {file} {limit, select, inflatedBytes {unpacks to more bytes than Cooldown takes in} inflateRatio {is packed too tightly to hold a recording} archiveEntries {holds more files than Cooldown takes in} other {holds a name that is too long}}.',
    safe: 'It was set aside; everything else goes on.',
    next: 'If you trust it, unpack it and drop the files inside.',
  },
  unreadable: {
    happened: '{file} is damaged, and nothing could be read from it.',
    safe: untouched,
    next: 'If the device still has the recording, copy it from there again.',
  },
  doctype_refused: {
    happened:
      '{file} carries instructions for the reader (a DOCTYPE) that no activity needs, so it was not read.',
    safe: untouched,
    next: 'Export it again from where it came.',
  },
  too_many_records: {
    happened:
      '{file} holds more than one file can be read for (over {limit, number} points, laps or recordings, or of what describes them).',
    safe: 'It was set aside; everything else goes on.',
    next: '',
  },
  too_slow: {
    happened: '{file} could not be read within {limitSeconds, number} seconds, so it was set aside.',
    safe: untouched,
    next: 'If it is a real recording, keep it: a later version of Cooldown may read it.',
  },
  parser_died: {
    happened: 'Reading {file} stopped unexpectedly, so the file was set aside.',
    safe: untouched,
    next: 'Drop it once more; if that ends the same way, keep it: a later version of Cooldown may read it.',
  },
  set_aside: {
    happened: '{file} made the part of Cooldown that reads files stop twice, so it was set aside.',
    safe: untouched,
    next: 'If it is a real recording, keep it: a later version of Cooldown may read it.',
  },
  not_mappable: {
    happened:
      '{file} was read, but no activity could be made of it. Most often this is because it does not say when it took place.',
    safe: untouched,
    next: '',
  },
  not_valid: {
    happened: 'Something in {file} can not be right ({field}), so it was not added.',
    safe: untouched,
    next: 'If the device still has the recording, copy it from there again.',
  },
} as const satisfies Record<FailureKind, Sentence>;
