// What the engine asks of the journal, and what it is answered. A journal that could not be opened answers with why.
import type { EngineOrder, EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import { assertNever, type Result } from '../../src-worker/contract/result.ts';
import type { Journal } from './journal.ts';
import type { JournalRewrite } from './rewrite.ts';

export type JournalQuestion = Extract<
  EngineReport,
  { type: 'journal_open' | 'journal_append' | 'journal_rewrite' }
>;

interface DeskParts {
  readonly journal: Result<Journal, JournalTrouble>;
  /** Before the rewritten journal takes its place: what was erased has to go everywhere. */
  readonly dropTraces: (sha256s: readonly string[]) => Promise<Result<void, { readonly systemCode: string }>>;
  /** The journal is another one now: the database has to be made anew. */
  readonly onRewritten: () => void;
}

export interface JournalDesk {
  answer(question: JournalQuestion): Promise<EngineOrder>;
  /** The database will be found empty, and nobody needs to hear of it. */
  expectEmpty(): void;
}

export function openJournalDesk({ journal, dropTraces, onRewritten }: DeskParts): JournalDesk {
  let noticesAreTold = false;
  let isExpected = false;
  let rewriting: JournalRewrite | null = null;

  return { answer, expectEmpty: () => (isExpected = true) };

  async function answer(question: JournalQuestion): Promise<EngineOrder> {
    const { requestId } = question;
    switch (question.type) {
      case 'journal_open': {
        if (!journal.ok) return opened({ kind: 'trouble', trouble: journal.failure });
        const { notices, tail, readOnly } = journal.value;
        const standing = journal.value.compare(question.head);
        const told = noticesAreTold ? [] : [...notices];
        noticesAreTold = true;
        const wasExpected = isExpected;
        isExpected = false;
        return opened({
          kind: 'open',
          standing,
          tail,
          readOnly,
          notices: told,
          isExpected: wasExpected,
        });
      }
      case 'journal_append':
        return {
          type: 'journal_appended',
          requestId,
          answer: journal.ok
            ? await journal.value.append(question)
            : { kind: 'trouble', trouble: journal.failure },
        };
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
    frame: Extract<JournalQuestion, { type: 'journal_rewrite' }>,
  ): Promise<Extract<EngineOrder, { type: 'journal_rewritten' }>['answer']> {
    if (!journal.ok) return { kind: 'trouble', trouble: journal.failure };
    if (frame.isFirst) {
      await rewriting?.abort();
      rewriting = journal.value.rewrite();
    }
    if (rewriting === null) return { kind: 'not_at_tail', tail: journal.value.tail };
    if (frame.lastSeq >= frame.firstSeq) await rewriting.add(frame);
    if (!frame.isLast) return { kind: 'appended', head: journal.value.tail };
    const dropped = await dropTraces(frame.dropOriginals);
    if (!dropped.ok) {
      await rewriting.abort();
      rewriting = null;
      return { kind: 'trouble', trouble: { kind: 'write_failed', systemCode: dropped.failure.systemCode } };
    }
    const committed = await rewriting.commit();
    rewriting = null;
    if (committed.kind === 'appended') {
      isExpected = true;
      onRewritten();
    }
    return committed;
  }
}
