// What the page can ask of the engine over Comlink. Reading goes past it, by live queries on the database.
import type { AthleteDecision, DecisionAnswer } from './athlete-decision.ts';
import type { EngineState } from './engine-state.ts';
import type { NoteAnswer } from './note-answer.ts';
import type { ReceiptNote } from './journal-record.ts';
import type { Look } from './look.ts';
import type { ReReadAnswer, ReReadQuestion } from './re-read.ts';

export type EraseAnswer =
  /** Decided and written down; the page is loaded again when nothing of it is left. */
  | { readonly kind: 'erasing' }
  /** Decided and written down; its last bytes go when there is room to write the journal anew. */
  | { readonly kind: 'marked' }
  /** There is no such activity. */
  | { readonly kind: 'not_found' }
  /** Imports are paused, and files wait of which one may hold its bytes: nothing was erased. */
  | { readonly kind: 'imports_wait' }
  /** Files are being taken in, or nothing can be written now: nothing was erased. */
  | { readonly kind: 'not_now' };

export type MakeSamplesAnswer =
  /** They lie in the database now. */
  | { readonly kind: 'made' }
  /** There is no such activity, or it is another version meanwhile. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'original_gone' }
  /** An archive that can't be held as a whole while it is read. */
  | { readonly kind: 'original_too_large' }
  /** The original is damaged, or does not give this activity any more. */
  | { readonly kind: 'not_readable' }
  /** Nothing can be written now. */
  | { readonly kind: 'not_now' };

export interface EngineApi {
  /** Hands the engine its port to main; called again with a new one after main asks for it. */
  connect(port: MessagePort): Promise<void>;
  /** Tells the listener (a Comlink proxy) the state now and at every change. */
  watchState(listener: (state: EngineState) => void): Promise<void>;
  /** Tells the listener (a Comlink proxy) how each look goes, as it goes on and when it is over. */
  watchLooks(listener: (look: Look) => void): Promise<void>;
  /** Erases an activity for good: events, receipts, original. Its identity stays marked as deleted. */
  eraseActivity(sourceIdentityKey: string): Promise<EraseAnswer>;
  /** Writes down what a person decided, and what follows from it. */
  decide(decision: AthleteDecision): Promise<DecisionAnswer>;
  /** Keeps what a person thinks of a receipt; nothing that was taken in changes. */
  noteReceipt(jobId: string, note: ReceiptNote): Promise<NoteAnswer>;
  /** A page of originals through today's reader, and what that says otherwise; written unless it is a dry run. */
  reRead(question: ReReadQuestion): Promise<ReReadAnswer>;
  /** Reads the samples of an activity from its original once more, where they are not kept. */
  makeSamples(sourceIdentityKey: string): Promise<MakeSamplesAnswer>;
}
