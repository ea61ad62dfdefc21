// A rewrite as the engine drives it: frames one by one, then one step that makes them the journal, or none of it.
import type { JournalAppendAnswer, JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import type { JournalHead } from '../../src-worker/contract/journal-record.ts';
import { tailOf } from './chain.ts';
import type { Draft } from './draft.ts';
import type { NewFrame } from './frame.ts';
import { writeTrouble } from './system-trouble.ts';
import { createTurns } from './turns.ts';

export interface JournalRewrite {
  /** Records from 1 on without a gap. What goes wrong is told by `commit`. */
  add(frame: NewFrame): Promise<void>;
  /** `not_at_tail`: frames did not follow each other, or something was appended meanwhile. The old journal stays then. */
  commit(): Promise<JournalAppendAnswer>;
  abort(): Promise<void>;
}

interface RewriteParts {
  readonly begin: () => Promise<Draft>;
  readonly hasRoomFor: (bytes: number) => Promise<boolean>;
  /** Makes the finished draft the journal, where it still may. */
  readonly replaceWith: (draft: Draft) => Promise<JournalAppendAnswer>;
  /** Of the journal as it is. */
  readonly tail: () => JournalHead;
  readonly readOnly: JournalTrouble | null;
}

export function createRewrite({
  begin,
  hasRoomFor,
  replaceWith,
  tail,
  readOnly,
}: RewriteParts): JournalRewrite {
  const inTurn = createTurns();
  let draft: Draft | null = null;
  /** Once there is one, nothing more is done. */
  let ending: JournalAppendAnswer | null = readOnly && { kind: 'trouble', trouble: readOnly };

  return {
    add: (frame) => inTurn(() => unlessEnded(() => add(frame))),
    commit: () =>
      inTurn(async () => {
        await unlessEnded(commit);
        return ending ?? notAtTail();
      }),
    abort: () => inTurn(() => unlessEnded(() => Promise.resolve(notAtTail()))),
  };

  async function unlessEnded(step: () => Promise<JournalAppendAnswer | null>): Promise<void> {
    if (ending !== null) return;
    try {
      ending = await step();
    } catch (error) {
      ending = { kind: 'trouble', trouble: writeTrouble(error) };
    }
    if (ending !== null) await draft?.discard();
  }

  async function add(frame: NewFrame): Promise<JournalAppendAnswer | null> {
    draft ??= await begin();
    const follows = frame.firstSeq === tailOf(draft.chain).seq + 1 && frame.lastSeq >= frame.firstSeq;
    if (!follows) return notAtTail();
    if (!(await hasRoomFor(frame.payload.length))) return { kind: 'trouble', trouble: { kind: 'disk_full' } };
    await draft.add(frame);
    return null;
  }

  async function commit(): Promise<JournalAppendAnswer> {
    draft ??= await begin();
    await draft.finish();
    return replaceWith(draft);
  }

  function notAtTail(): JournalAppendAnswer {
    return { kind: 'not_at_tail', tail: tail() };
  }
}
