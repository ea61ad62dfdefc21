// A person who decides while files come in, by repeatable chance, and against an app that may die at any moment: what was
// asked, and whether there was an answer. Afterwards the journal is held to it.
import type { AthleteDecision, ConflictChoice } from '../../src-worker/contract/athlete-decision.ts';
import type { CanonicalEvent } from '../../src-worker/contract/canonical-event.ts';
import type { JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { receiptSchema, type Receipt } from '../../src-worker/contract/receipt.ts';
import { choicesFor } from '../../src-worker/dedup/resolution.ts';
import { askApp } from './ask-app.ts';
import type { Chance } from './seeded-chance.ts';

export type MixedDecision = Exclude<AthleteDecision, { kind: 'log_session' | 'retract_session' }>;

export interface AskedDecision {
  readonly decision: MixedDecision;
  /** `none`: the app was gone before it said anything. */
  readonly answer: 'done' | 'nothing_changed' | 'none';
}

/** Decides until nobody answers any more, or until `isOver`; gives back whether there was an app to ask. */
export async function decideInMix(
  profile: string,
  chance: Chance,
  asked: AskedDecision[],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const receipts = await receiptsNow(profile);
    const decision = receipts === null ? null : someDecision(receipts, asked, chance);
    if (decision !== null) asked.push({ decision, answer: await ask(profile, decision) });
    // Nobody there yet, or nothing to decide on: the next look comes soon.
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function ask(profile: string, decision: MixedDecision): Promise<AskedDecision['answer']> {
  const answer = await askApp(profile, { kind: 'decide', decision }, 0).catch(() => null);
  // 2: it hung up, or could not even begin.
  if (answer === null || answer.exitStatus > 1) return 'none';
  return answer.exitStatus === 0 && answer.output.startsWith('Done.') ? 'done' : 'nothing_changed';
}

/** Null where nobody answers, or not to the end. */
async function receiptsNow(profile: string): Promise<readonly Receipt[] | null> {
  const answer = await askApp(profile, { kind: 'receipts', json: true, since: null }, 0).catch(() => null);
  if (answer?.exitStatus !== 0) return null;
  const lines = answer.output.split('\n').filter((line) => line !== '');
  return lines.map((line) => receiptSchema.parse(JSON.parse(line)));
}

/** Null where there is nothing yet of what chance asks for. */
function someDecision(
  receipts: readonly Receipt[],
  asked: readonly AskedDecision[],
  chance: Chance,
): MixedDecision | null {
  const entries = receipts.flatMap(({ jobId, file, entries: own }) =>
    own.map((entry, place) => ({ ...entry, jobId, place, name: file.name })),
  );
  const keysOf = (pattern: RegExp): readonly string[] =>
    entries.flatMap(({ name, write }) =>
      write !== null && pattern.test(name) ? [write.sourceIdentityKey] : [],
    );
  const pairs = entries.flatMap(({ write, overlaps }) =>
    overlaps.flatMap(({ sourceIdentityKey, state }) =>
      write === null
        ? []
        : [{ keys: [write.sourceIdentityKey, sourceIdentityKey] as [string, string], state }],
    ),
  );
  const all = keysOf(/./);
  const deleted = asked.flatMap(({ decision }) =>
    decision.kind === 'delete' ? [decision.sourceIdentityKey] : [],
  );
  switch (chance.between(0, 9)) {
    case 0:
    case 1:
      return some(all, chance, (sourceIdentityKey) => ({ kind: 'delete', sourceIdentityKey }));
    case 2:
      return some(deleted, chance, (sourceIdentityKey) => ({ kind: 'bring_back', sourceIdentityKey }));
    case 3:
      return some(all, chance, (one) => ({ kind: 'link', sourceIdentityKeys: [one, chance.oneOf(all)] }));
    case 4:
      return some(pairs, chance, ({ keys }) => ({ kind: 'unlink', sourceIdentityKeys: keys }));
    case 5:
      return some(
        pairs.filter(({ state }) => state === 'proposed'),
        chance,
        ({ keys: [wrong, right] }) => ({ kind: 'confirm_clock', wrong, right }),
      );
    case 6:
      return some(keysOf(/lost/), chance, (sourceIdentityKey) => ({
        kind: 'set_start',
        sourceIdentityKey,
        // Far from every other outing of the season.
        startedAt: new Date(Date.UTC(2027, 0, 1) + chance.between(0, 99) * 3 * 86_400_000).toISOString(),
      }));
    default: {
      const open = entries.flatMap(({ jobId, place, dedup }) =>
        dedup === null
          ? []
          : choicesFor[dedup.outcome].map((choice): [string, number, ConflictChoice] => [
              jobId,
              place,
              choice,
            ]),
      );
      return some(open, chance, ([jobId, entry, choice]) => ({ kind: 'resolve', jobId, entry, choice }));
    }
  }
}

const some = <Value>(
  values: readonly Value[],
  chance: Chance,
  make: (value: Value) => MixedDecision,
): MixedDecision | null => (values.length === 0 ? null : make(chance.oneOf(values)));

/** What was answered stands in the journal as often as it was answered; what was not, once more or not at all. */
export function decisionsAgainst(
  asked: readonly AskedDecision[],
  records: readonly JournalRecord[],
): { readonly lost: readonly string[]; readonly doubled: readonly string[] } {
  const written = counted(
    records.flatMap((record) => (record.kind === 'decided' ? [nameOfRecord(record.events)] : [])),
  );
  const answered = counted(
    asked.flatMap(({ decision, answer }) => (answer === 'done' ? [nameOf(decision)] : [])),
  );
  const open = counted(
    asked.flatMap(({ decision, answer }) => (answer === 'none' ? [nameOf(decision)] : [])),
  );
  const names = [...new Set([...written.keys(), ...answered.keys()])];
  const timesIn = (counts: ReadonlyMap<string, number>, name: string) => counts.get(name) ?? 0;
  return {
    lost: names.filter((name) => timesIn(written, name) < timesIn(answered, name)),
    doubled: names.filter((name) => timesIn(written, name) > timesIn(answered, name) + timesIn(open, name)),
  };
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The same for a decision and for what it writes. */
function nameOf(decision: MixedDecision): string {
  switch (decision.kind) {
    case 'delete':
    case 'bring_back':
      return `${decision.kind} ${decision.sourceIdentityKey}`;
    case 'link':
    case 'unlink':
      return [decision.kind, ...[...decision.sourceIdentityKeys].sort()].join(' ');
    case 'confirm_clock':
      return `clock ${decision.wrong}, linked`;
    case 'set_start':
      return `clock ${decision.sourceIdentityKey}`;
    case 'resolve':
      return `resolve ${decision.jobId} ${decision.entry} ${decision.choice}`;
  }
}

/** Its first event is what was decided; the others follow from it. */
function nameOfRecord(events: readonly CanonicalEvent[]): string {
  const [first] = events;
  switch (first?.type) {
    case 'external.activity_deleted':
      return `delete ${first.sourceIdentityKey}`;
    case 'external.activity_restored':
      return `bring_back ${first.sourceIdentityKey}`;
    case 'external.overlap_linked':
      return ['link', ...first.data.source_identity_keys].join(' ');
    case 'external.overlap_unlinked':
      return ['unlink', ...first.data.source_identity_keys].join(' ');
    case 'external.clock_corrected': {
      const isLinked = events.some(
        ({ type, metadata }) => type === 'external.overlap_linked' && metadata.source === 'athlete',
      );
      return `clock ${first.sourceIdentityKey}${isLinked ? ', linked' : ''}`;
    }
    case 'external.conflict_resolved':
      return `resolve ${first.data.job_id} ${first.data.entry} ${first.data.choice}`;
    case 'external.activity_imported':
    case 'session.logged':
    case undefined:
      return `nobody decided ${first?.type ?? 'nothing'}`;
  }
}
