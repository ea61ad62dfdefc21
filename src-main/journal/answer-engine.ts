// What the engine asks of the journal, and what it is answered. A journal that could not be opened answers with why.
import type { EngineOrder, EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import { assertNever, ok, type Result } from '../../src-worker/contract/result.ts';
import type { Journal } from './journal.ts';
import type { JournalRewrite } from './rewrite.ts';

export type JournalQuestion = Extract<
  EngineReport,
  { type: 'journal_open' | 'journal_append' | 'journal_rewrite' }
>;

type Rewrite = Extract<JournalQuestion, { type: 'journal_rewrite' }>;

interface DeskParts {
  readonly journal: () => Result<Journal, JournalTrouble>;
  /** What kept the journal shut may have passed. */
  readonly openAgain: () => Promise<void>;
  /** Before the rewritten journal takes its place: what was erased has to go everywhere. */
  readonly dropTraces: (
    sha256s: readonly string[],
    shared: readonly string[],
  ) => Promise<Result<void, { readonly systemCode: string }>>;
  /** The journal is another one now: the database has to be made anew. */
  readonly onRewritten: (purpose: Rewrite['purpose']) => void;
}

export interface JournalDesk {
  answer(question: JournalQuestion): Promise<EngineOrder>;
  /** The database will be found empty, and nobody needs to hear of it. */
  expectEmpty(): void;
}

export function openJournalDesk({ journal, openAgain, dropTraces, onRewritten }: DeskParts): JournalDesk {
  let noticesAreTold = false;
  let isExpected = false;
  let rewriting: JournalRewrite | null = null;

  return { answer, expectEmpty: () => (isExpected = true) };

  async function answer(question: JournalQuestion): Promise<EngineOrder> {
    const { requestId } = question;
    switch (question.type) {
      case 'journal_open': {
        if (!journal().ok) await openAgain();
        const kept = journal();
        if (!kept.ok) return opened({ kind: 'trouble', trouble: kept.failure });
        // Behind whatever an engine that is gone had asked for: else its last frame would come after this answer.
        await kept.value.framesAfter(kept.value.tail.epoch, kept.value.tail.seq, 1);
        const { notices, tail, readOnly } = kept.value;
        const standing = kept.value.compare(question.head);
        const told = noticesAreTold ? [] : [...notices];
        noticesAreTold = true;
        const wasExpected = isExpected;
        // An engine of before may ask as well; the new one is the one whose database holds nothing.
        if (question.head === null) isExpected = false;
        return opened({ kind: 'open', standing, tail, readOnly, notices: told, isExpected: wasExpected });
      }
      case 'journal_append': {
        const kept = journal();
        return {
          type: 'journal_appended',
          requestId,
          answer: kept.ok ? await kept.value.append(question) : { kind: 'trouble', trouble: kept.failure },
        };
      }
      case 'journal_rewrite':
        return { type: 'journal_rewritten', requestId, answer: await rewrite(question) };
      default:
        return assertNever(question);
    }

    function opened(
      given: Extract<EngineOrder, { type: 'journal_opened' }>['answer'],
    ): Extract<EngineOrder, { type: 'journal_opened' }> {
      return { type: 'journal_opened', requestId, answer: given };
    }
  }

  async function rewrite(
    frame: Rewrite,
  ): Promise<Extract<EngineOrder, { type: 'journal_rewritten' }>['answer']> {
    const kept = journal();
    if (!kept.ok) return { kind: 'trouble', trouble: kept.failure };
    if (frame.isFirst) {
      await rewriting?.abort();
      rewriting = kept.value.rewrite();
    }
    if (rewriting === null) return { kind: 'not_at_tail', tail: kept.value.tail };
    if (frame.lastSeq >= frame.firstSeq) await rewriting.add(frame);
    if (!frame.isLast) return { kind: 'appended', head: kept.value.tail };
    const dropped =
      frame.purpose === 'erase'
        ? await dropTraces(frame.dropOriginals, frame.sharedOriginals)
        : ok(undefined);
    if (!dropped.ok) {
      await rewriting.abort();
      rewriting = null;
      return { kind: 'trouble', trouble: { kind: 'write_failed', systemCode: dropped.failure.systemCode } };
    }
    const committed = await rewriting.commit();
    rewriting = null;
    if (committed.kind === 'appended') {
      isExpected = true;
      // The engine that was told is over before it could say so.
      noticesAreTold = false;
      onRewritten(frame.purpose);
    }
    return committed;
  }
}
