// Starts the engine in its worker, hands it its port to main, and keeps what it says of itself for whoever shows it.
import * as Comlink from 'comlink';
import { useSyncExternalStore } from 'react';
import type { AthleteDecision, DecisionAnswer } from '../../src-worker/contract/athlete-decision.ts';
import type { EngineApi, EraseAnswer, MakeSamplesAnswer } from '../../src-worker/contract/engine-api.ts';
import type { EngineNotice, EngineState } from '../../src-worker/contract/engine-state.ts';
import type { ReceiptNote } from '../../src-worker/contract/journal-record.ts';
import type { NoteAnswer } from '../../src-worker/contract/note-answer.ts';
import type { ReReadAnswer, ReReadQuestion } from '../../src-worker/contract/re-read.ts';
import { hearLook } from './shown-look.ts';

/** What the engine is doing; `stopped` is said by the page, when there is no engine to say it. */
export type EngineLife = EngineState['life'] | { readonly kind: 'stopped' };

export interface EngineNow {
  readonly life: EngineLife;
  readonly notices: readonly EngineNotice[];
}

let now: EngineNow = { life: { kind: 'starting' }, notices: [] };
let engine: Comlink.Remote<EngineApi> | null = null;
const listeners = new Set<() => void>();

function become(next: EngineNow): void {
  now = next;
  for (const listener of listeners) listener();
}

/** A notice comes with one state only, and stands until it is closed. */
function hear({ life, notices }: EngineState): void {
  become({ life, notices: [...now.notices, ...notices] });
}

function stop(): void {
  // What can only be looked at has no engine that takes anything in, and that has been said.
  if (now.life.kind !== 'read_only') become({ ...now, life: { kind: 'stopped' } });
}

type OnPort = (take: (port: MessagePort) => void) => () => void;

/** Returns its stop. */
export function startEngine(onPort: OnPort): () => void {
  // Without this Chromium may drop the database when the disk is short; what it answers changes nothing here.
  void navigator.storage.persist();
  const worker = new Worker(new URL('../../src-worker/engine.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  const started = Comlink.wrap<EngineApi>(worker);
  engine = started;
  // Before it runs, this means that it could not be loaded; later it is one thrown error, which the engine reports.
  worker.addEventListener('error', () => {
    if (now.life.kind === 'starting') stop();
  });
  started.watchState(Comlink.proxy(hear)).catch(stop);
  // Where the engine does not start, that is said by the line above.
  started.watchLooks(Comlink.proxy(hearLook)).catch(() => undefined);
  const stopListening = onPort((port) => {
    started.connect(Comlink.transfer(port, [port])).catch(stop);
  });
  return () => {
    stopListening();
    engine = null;
    worker.terminate();
  };
}

/** Erases an activity for good; when nothing of it is left, the page is loaded again. */
export async function eraseActivity(sourceIdentityKey: string): Promise<EraseAnswer> {
  return engine === null ? { kind: 'not_now' } : engine.eraseActivity(sourceIdentityKey);
}

/** Writes down what a person decided; the live queries then show what came of it. */
export async function decide(decision: AthleteDecision): Promise<DecisionAnswer> {
  return engine === null ? { kind: 'not_now' } : engine.decide(decision);
}

/** Writes down what the athlete thinks of a receipt; the live query then shows it. */
export async function noteReceipt(jobId: string, note: ReceiptNote): Promise<NoteAnswer> {
  return engine === null ? { kind: 'not_now' } : engine.noteReceipt(jobId, note);
}

/** A page of originals through today's reader; what is written shows in the live queries. */
export async function reRead(question: ReReadQuestion): Promise<ReReadAnswer> {
  return engine === null ? { kind: 'not_now' } : engine.reRead(question);
}

/** Reads the samples of an activity from its original once more; the live query then finds them. */
export async function makeSamples(sourceIdentityKey: string): Promise<MakeSamplesAnswer> {
  return engine === null ? { kind: 'not_now' } : engine.makeSamples(sourceIdentityKey);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useEngine = (): EngineNow => useSyncExternalStore(subscribe, () => now);
