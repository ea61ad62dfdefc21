// Each ending in a few words, for the lines of a list; the whole sentences stand on the receipt.
import type { NonActivity } from '../../../src-worker/contract/activity-format.ts';
import type { FailureKind } from '../../../src-worker/contract/failure.ts';
import type { Ending } from '../../../src-worker/contract/receipt.ts';

type OutcomeKind = Exclude<Ending['kind'], 'failed' | 'not_an_activity'>;
type ShortId =
  | `short.${OutcomeKind}`
  | 'short.recovered'
  | 'short.re_read'
  | 'short.several'
  | `short.not_an_activity.${NonActivity}`
  | `short.failure.${FailureKind}`;

export const shortEndings = {
  'short.created': '{activity}, added',
  'short.recovered': '{activity}, saved as far as it could be read',
  'short.updated': '{activity}, the newer version replaced the earlier one',
  'short.re_read': '{activity}, read again: its new reading counts',
  'short.exact_duplicate': 'You already have this one',
  'short.deleted_by_athlete': 'You deleted this activity, so it stays away',
  'short.stale_version': 'An earlier version of one you have',
  'short.version_conflict': 'Disagrees with the one you have',
  'short.partial_overlap': 'Overlaps with one you have, but does not agree',
  'short.several': '{counts}',

  'short.not_an_activity.course': 'A course, not an activity',
  'short.not_an_activity.workout': 'A planned workout, not an activity',
  'short.not_an_activity.settings': 'Settings of a device, not an activity',
  'short.not_an_activity.monitoring': 'All-day monitoring, not an activity',
  'short.not_an_activity.weight': 'Weight readings, not an activity',
  'short.not_an_activity.totals': 'Totals of a device, not an activity',
  'short.not_an_activity.goals': 'Goals, not an activity',
  'short.not_an_activity.segment': 'A segment, not an activity',
  'short.not_an_activity.schedule': 'A schedule, not an activity',
  'short.not_an_activity.device': 'Describes a device, not an activity',
  'short.not_an_activity.route': 'A route, not an activity',
  'short.not_an_activity.waypoints': 'Waypoints, not an activity',
  'short.not_an_activity.track_without_times': 'A track without times, not an activity',
  'short.not_an_activity.nothing_recorded': 'Nothing was recorded in it',
  'short.not_an_activity.other': 'A file of another kind',

  'short.failure.path_not_found': 'Not there',
  'short.failure.not_a_regular_file': 'Not a file with a recording',
  'short.failure.link_skipped': 'A link, not followed',
  'short.failure.link_broken': 'A link that leads nowhere',
  'short.failure.permission_denied': 'This computer does not let Cooldown read it',
  'short.failure.changed_while_reading': 'Changed while it was being read',
  'short.failure.vanished_while_reading': 'Went away while it was being read',
  'short.failure.unplugged_while_reading': 'The device was unplugged meanwhile',
  'short.failure.read_failed': 'It could not be read from its place',
  'short.failure.file_too_large': 'Larger than an activity can be',
  'short.failure.disk_full': 'No room left on this computer to copy it',
  'short.failure.intake_stopped': 'Reading it was cut off',
  'short.failure.not_answering': 'Its disk or device stopped answering',
  'short.failure.staged_copy_missing': 'Its working copy is gone',
  'short.failure.empty_file': 'Empty',
  'short.failure.unsupported_content': 'Not FIT, TCX or GPX',
  'short.failure.archive_damaged': 'A damaged archive',
  'short.failure.archive_encrypted': 'Protected by a password',
  'short.failure.archive_without_activities': 'An archive without activities',
  'short.failure.archive_in_archive': 'An archive inside an archive',
  'short.failure.archive_name_outside': 'Its name points outside the archive',
  'short.failure.archive_limit': 'An archive that asks for too much',
  'short.failure.unreadable': 'Damaged, nothing could be read',
  'short.failure.doctype_refused': 'Carries instructions that no activity needs',
  'short.failure.too_many_records': 'More in it than one file may hold',
  'short.failure.too_slow': 'Took too long to read',
  'short.failure.parser_died': 'Reading it stopped unexpectedly',
  'short.failure.set_aside': 'Stopped the reader twice, set aside',
  'short.failure.not_mappable': 'No activity could be made of it',
  'short.failure.not_valid': 'Something in it can not be right',
} as const satisfies Record<ShortId, string>;
