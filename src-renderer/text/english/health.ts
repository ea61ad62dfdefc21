// What the health screen says: how far what was taken in can be trusted, why, and what each number counts.
import type { QualityCounters, QualityIssueName } from '../../../src-worker/contract/quality-health.ts';

type IssueIds = `quality.${QualityIssueName}.${'title' | 'happened' | 'safe' | 'next'}`;
type CounterIds = `quality.counter.${CounterName}${'' | '.means'}`;
/** Of the rate and the classes the screen shows the parts. */
type CounterName = Exclude<
  keyof QualityCounters,
  'external_import_parse_fail_rate_pct' | 'external_import_error_class_counts'
>;

const issueSentences = {
  'quality.timeline_drift.title': 'What is shown is not what was written down',
  'quality.timeline_drift.happened':
    'The last full check found {count, plural, one {# place} other {# places}} where the database and the journal differ.',
  'quality.timeline_drift.safe':
    'The journal is the record, and checking changed nothing in it or in the database.',
  'quality.timeline_drift.next': 'Export everything in Settings, then save a report for support.',

  'quality.external_parse_fail_rate.title': 'Files that could not be read',
  'quality.external_parse_fail_rate.happened':
    '{count, number} of {of, plural, one {# file} other {# files}} could not be read, {share}.',
  'quality.external_parse_fail_rate.safe': 'The files themselves were not touched; everything else goes on.',
  'quality.external_parse_fail_rate.next': 'The receipt of each says why, and what can be done.',

  'quality.external_dedup_rejected.title': 'Versions that were set aside',
  'quality.external_dedup_rejected.happened':
    '{count, plural, one {# version of an activity was} other {# versions of activities were}} set aside, beside {of, plural, one {# activity} other {# activities}} added.',
  'quality.external_dedup_rejected.safe': 'What you had stays as it was.',
  'quality.external_dedup_rejected.next': 'The receipt of each tells the two versions side by side.',

  'quality.external_low_confidence_fields.title': 'Values that are estimates',
  'quality.external_low_confidence_fields.happened':
    '{count, number} of {of, plural, one {# value} other {# values}} are less than sure, {share}: often the day and the zone, where a file names none.',
  'quality.external_low_confidence_fields.safe':
    'The details of an activity say where each of its values comes from.',
  'quality.external_low_confidence_fields.next':
    'Where you have the choice, import the file that the device itself wrote: it says most.',

  'quality.external_unsupported_fields.title': 'A device writes something new',
  'quality.external_unsupported_fields.happened':
    '{count, plural, one {# value came that its device} other {# kinds of values came that their devices}} had not written before, and that {count, plural, one {has} other {have}} no place in an activity yet.',
  'quality.external_unsupported_fields.safe':
    'Nothing was guessed: receipts name these values, and everything else is kept.',
  'quality.external_unsupported_fields.next':
    'If you miss one of them, save a report for support: it says what is asked for.',

  'quality.external_temporal_uncertainty.title': 'Times that are not certain',
  'quality.external_temporal_uncertainty.happened':
    '{count, number} of {of, plural, one {# activity} other {# activities}} added, {share}, {count, plural, one {has} other {have}} a time that is not certain: the file names no zone, or the device’s clock was not set or jumped.',
  'quality.external_temporal_uncertainty.safe': 'They are marked, and the file’s own times are kept.',
  'quality.external_temporal_uncertainty.next':
    'A device that has found its position before the start has the right time.',
} as const satisfies Record<IssueIds, string>;

const counterSentences = {
  'quality.counter.external_import_job_total': 'Files looked at',
  'quality.counter.external_import_job_total.means':
    'Each file once, also within an archive; a file with several activities once for each.',
  'quality.counter.external_imported_total': 'Activities added',
  'quality.counter.external_imported_total.means': 'New ones, and newer versions of those you had.',
  'quality.counter.external_import_failed_total': 'Not taken in',
  'quality.counter.external_import_failed_total.means': 'For whatever reason; the next two are among them.',
  'quality.counter.external_import_parse_fail_total': 'Could not be read',
  'quality.counter.external_import_parse_fail_total.means':
    'The content was damaged, of another kind, or made no sense.',
  'quality.counter.external_dedup_rejected_total': 'Set aside',
  'quality.counter.external_dedup_rejected_total.means':
    'Older than what you have, or in disagreement with it.',
  'quality.counter.external_dedup_skipped_total': 'Already there',
  'quality.counter.external_dedup_skipped_total.means': 'Known from before, so nothing was written.',
  'quality.counter.external_low_confidence_fields': 'Unsure values',
  'quality.counter.external_low_confidence_fields.means':
    'Estimated, or assumed because the file says nothing.',
  'quality.counter.external_unsupported_fields_total': 'Values without a place',
  'quality.counter.external_unsupported_fields_total.means':
    'In the files, and named on the receipts, but not part of an activity.',
  'quality.counter.external_temporal_uncertainty_total': 'Uncertain times',
  'quality.counter.external_temporal_uncertainty_total.means':
    'Activities with an assumed zone, or a clock that was not set or jumped.',
  'quality.counter.external_unit_conversion_fields': 'Converted values',
  'quality.counter.external_unit_conversion_fields.means': 'They came in another unit.',
  'quality.counter.timeline_drift_total': 'Differences in the database',
  'quality.counter.timeline_drift_total.means': 'What the last full check found against the journal.',
} as const satisfies Record<CounterIds, string>;

export const healthSentences = {
  'quality.title': 'Health',
  'quality.window': 'The last {days, plural, one {day} other {# days}}',
  'quality.region': 'Quality of what was taken in',
  'quality.status.healthy': 'Healthy',
  'quality.status.monitor': 'Worth a look',
  'quality.status.degraded': 'Needs attention',
  'quality.score': 'Score {score} of 1',
  'quality.status.healthy.means': 'What was taken in can be trusted.',
  'quality.status.monitor.means': 'Most of what was taken in can be trusted. What to look at stands below.',
  'quality.status.degraded.means':
    'More than usual could not be taken in, or can not be trusted as it is. Why, and what to do, stands below.',
  'quality.nothing': 'Nothing was taken in during these days, so nothing speaks against it.',
  'quality.severity.high': 'Weighs heavily',
  'quality.severity.medium': 'Weighs somewhat',
  'quality.severity.low': 'Weighs little',
  'quality.show_imports': 'Show imports',
  'quality.counted': 'What was counted',
  'quality.checked': 'Last full check',
  'quality.checked.means': 'The command “cooldown verify” holds the database against the journal.',
  'quality.never_checked': 'None so far',
  ...issueSentences,
  ...counterSentences,
} as const;
