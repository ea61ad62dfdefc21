// What an entry was judged against: the activity the athlete has, and the values as both sides have them.
import type { ActivityRow } from '../../engine/live.ts';
import type { ComparedValue, MatchedActivity } from '../../../src-worker/contract/dedup-verdict.ts';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { activityTitleOf, type Telling } from '../../text/endings.ts';
import {
  formatInstant,
  formatInstantToSecond,
  formatLocalStart,
  isBelievable,
} from '../../text/format-date.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatClock } from '../../text/format-duration.ts';
import { sportWord } from '../../text/sports.ts';
import { parseFileVersion } from '../../text/file-version.ts';
import { whyText } from '../../text/why.ts';
import type { Reader } from '../../text/reader.ts';
import { visibleName } from '../../text/visible-name.ts';
import { DetailSection } from '../details/detail-section.tsx';

interface ComparedSectionProps {
  readonly verdict: ReceiptEntry['dedup'];
  /** The one it was judged against, where it is among the activities. */
  readonly activity: ActivityRow | null;
  readonly telling: Telling;
}

export function ComparedSection({ verdict, activity, telling }: ComparedSectionProps) {
  const { say } = telling;
  const matched = verdict?.matched ?? null;
  if (verdict === null || matched === null) return null;
  return (
    <DetailSection title={say('receipt.judged')}>
      <p className="readable">{whyText(verdict.rule, verdict.reason, say)}</p>
      <Facts facts={matchedFacts(matched, activity, telling)} />
      {matched.compared.length > 0 && <ComparedTable matched={matched} telling={telling} />}
    </DetailSection>
  );
}

function matchedFacts(matched: MatchedActivity, activity: ActivityRow | null, telling: Telling) {
  const { say, reader, now } = telling;
  const name = activityTitleOf(matched.title, matched.workoutType, say);
  return [
    ...fact(
      say('receipt.matched'),
      [name, ...(matched.deviceName === null ? [] : [visibleName(matched.deviceName)])].join(', '),
    ),
    ...fact(
      say('receipt.matched_start'),
      isBelievable(matched.startedAt, now) ? matchedStart(matched, activity, reader) : say('day.unknown'),
    ),
    ...fact(say('activity.file'), <bdi>{visibleName(matched.fileName)}</bdi>),
    ...fact(say('receipt.matched_import'), formatInstant(matched.importedAt, reader)),
  ];
}

/** By the clock of the activity, where it still is the version that was judged; else by the clock here. */
function matchedStart(
  { eventId, startedAt }: MatchedActivity,
  known: ActivityRow | null,
  reader: Reader,
): string {
  return known?.eventId === eventId && known.localDate !== null
    ? formatLocalStart(known.localDate, known.localTime, reader)
    : formatInstant(startedAt, reader);
}

interface ComparedTableProps {
  readonly matched: MatchedActivity;
  readonly telling: Telling;
}

/** Whole digests tell a person nothing that their first digits do not. */
const digitsShown = 10;

function ComparedTable({ matched, telling }: ComparedTableProps) {
  const { say } = telling;
  return (
    <table className="compared readable">
      <thead>
        <tr>
          <th scope="col">{say('receipt.compared')}</th>
          <th scope="col">{say('receipt.compared_known')}</th>
          <th scope="col">{say('receipt.compared_incoming')}</th>
        </tr>
      </thead>
      <tbody>
        {matched.compared.map(({ field, known, incoming }) => (
          <tr key={field} data-same={known === incoming}>
            <th scope="row">
              {say(`compared.${field}`)}
              <span className="compared-verdict">
                {say(known === incoming ? 'receipt.same' : 'receipt.differs')}
              </span>
            </th>
            <td>
              <ComparedSide field={field} value={known} telling={telling} />
            </td>
            <td>
              <ComparedSide field={field} value={incoming} telling={telling} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ComparedSideProps {
  readonly field: ComparedValue['field'];
  readonly value: string | null;
  readonly telling: Telling;
}

function ComparedSide({ field, value, telling }: ComparedSideProps) {
  const { say, reader } = telling;
  if (value === null) return <span className="quiet">{say('receipt.absent')}</span>;
  switch (field) {
    case 'started_at':
      return formatInstantToSecond(value, reader);
    case 'duration_seconds':
      return formatClock(Number(value));
    case 'distance_meters':
      return formatDistance(Number(value), null, reader);
    case 'workout_type':
      return sportWord(value, say);
    case 'external_event_version':
    case 'payload_fingerprint':
    case 'raw_payload_hash':
      return <Mark value={value} telling={telling} />;
    default:
      return assertNever(field);
  }
}

/** The version of a file says how far it goes and whether it is whole; other marks are told by their first digits. */
function Mark({ value, telling }: { readonly value: string; readonly telling: Telling }) {
  const { say, reader } = telling;
  const version = parseFileVersion(value);
  if (version === null) {
    return (
      <span className="code" title={value}>
        {value.length > digitsShown ? `${value.slice(0, digitsShown)}…` : value}
      </span>
    );
  }
  const until = formatInstantToSecond(version.until, reader);
  return <span title={value}>{say(version.isWhole ? 'version.whole' : 'version.part', { until })}</span>;
}
