// Why an issue was raised, in one English sentence with its numbers, for the command line. The window has its own words.
import type { QualityIssueName } from '../contract/quality-health.ts';

interface Counted {
  readonly count: number;
  readonly of: number;
}

export const reasons = {
  timeline_drift: ({ count }) =>
    `the last check found ${counted(count, 'row')} not as the journal gives ${count === 1 ? 'it' : 'them'}`,
  external_parse_fail_rate: ({ count, of }) =>
    `${count} of ${counted(of, 'file')} could not be read (${percent(count, of)})`,
  external_dedup_rejected: ({ count, of }) =>
    `${counted(count, 'version')} set aside beside ${counted(of, 'activity', 'activities')} added`,
  external_low_confidence_fields: ({ count, of }) =>
    `${count} of ${counted(of, 'value')} are estimates or less than sure (${percent(count, of)})`,
  external_unsupported_fields: ({ count }) =>
    `${counted(count, 'field')} that ${count === 1 ? 'its device' : 'their devices'} had not written before, and that ${
      count === 1 ? 'has' : 'have'
    } no place in an activity`,
  external_temporal_uncertainty: ({ count, of }) =>
    `${count} of ${counted(of, 'activity', 'activities')} added have an uncertain time (${percent(count, of)})`,
} as const satisfies Record<QualityIssueName, (counted: Counted) => string>;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;
