// Appends to a journal as fast as it is let, and rewrites it now and then, until the disk is gone. What was accepted it
// says at once on standard output, which ends outside of that disk: the place of the last record, and when that was.
//   journal-writer.js FOLDER SEED
import { randomUUID } from 'node:crypto';
import type { Journal } from '../../src-main/journal/journal.ts';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import { encodePayload } from '../../src-main/journal/payload.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { soakRecords } from './soak-records.ts';

const [folder = '', seed = ''] = process.argv.slice(2);
const { fraction: chance } = seededChance(Number(seed));
const say = (line: string) => process.stdout.write(`${line}\n`);

const opened = await openJournal({ folder, fs: nodeFs, now: () => new Date(), newEpoch: () => randomUUID() });
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const journal = opened.value;
accepted(journal.tail.seq);
while (await (chance() < rewriteChance(journal) ? rewrite() : append()));

/** Answers false where the disk is gone. */
async function append(): Promise<boolean> {
  const { epoch, seq } = journal.tail;
  const lastSeq = seq + 1 + Math.floor(chance() ** 4 * 64);
  const payload = encodePayload(soakRecords(seq + 1, lastSeq));
  const answer = await journal.append({ epoch, firstSeq: seq + 1, lastSeq, payload });
  if (answer.kind === 'appended') accepted(answer.head.seq);
  else say(JSON.stringify(answer));
  return answer.kind === 'appended';
}

/** In nanoseconds of the clock that all processes share. */
function accepted(seq: number): void {
  say(`accepted ${seq} ${process.hrtime.bigint()}`);
}

async function rewrite(): Promise<boolean> {
  const rewriting = journal.rewrite();
  const last = journal.tail.seq;
  for (let seq = 1; seq <= last; seq += 64) {
    const lastSeq = Math.min(last, seq + 63);
    await rewriting.add({ firstSeq: seq, lastSeq, payload: encodePayload(soakRecords(seq, lastSeq)) });
  }
  const answer = await rewriting.commit();
  say(answer.kind === 'appended' ? 'rewritten' : JSON.stringify(answer));
  return answer.kind === 'appended';
}

/** A rewrite takes longer the more there is; the cut should meet it as often. */
function rewriteChance({ tail }: Journal): number {
  return 30 / (tail.seq + 300);
}
