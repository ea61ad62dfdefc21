// A journal in a folder of its own, and short ways to fill it and to look into it.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JournalAppendAnswer } from '../../../src-worker/contract/journal-messages.ts';
import type { Journal } from '../../../src-main/journal/journal.ts';
import type { JournalFs } from '../../../src-main/journal/journal-fs.ts';
import { nodeFs } from '../../../src-main/journal/node-fs.ts';
import { openJournal, type JournalOptions } from '../../../src-main/journal/open-journal.ts';
import { encodePayload } from '../../../src-main/journal/payload.ts';
import { readRecords } from '../../../src-main/journal/read-records.ts';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const someDay = new Date('2026-11-22T10:00:00.000Z');

export function optionsFor(folder: string, fs: JournalFs = nodeFs): JournalOptions {
  return { folder, fs, now: () => someDay, newEpoch: () => randomUUID() };
}

export async function openAt(folder: string, fs?: JournalFs): Promise<Journal> {
  return mustOpen(optionsFor(folder, fs));
}

export async function mustOpen(options: JournalOptions): Promise<Journal> {
  const opened = await openJournal(options);
  if (!opened.ok) throw new Error(`not opened: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

export interface SampleRecord {
  readonly seq: number;
  readonly title: string;
}

/** Records `from` … `to`; each tells itself from every other. */
export function recordsFrom(from: number, to: number): SampleRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    title: `ride ${from + index}`,
  }));
}

/** A frame with `count` records behind the tail. */
export function nextFrame({ tail }: Journal, count = 1) {
  const [firstSeq, lastSeq] = [tail.seq + 1, tail.seq + count];
  return { epoch: tail.epoch, firstSeq, lastSeq, payload: encodePayload(recordsFrom(firstSeq, lastSeq)) };
}

export async function appendNext(journal: Journal, count = 1): Promise<JournalAppendAnswer> {
  return journal.append(nextFrame(journal, count));
}

/** Frames of these many records each. */
export async function fill(journal: Journal, ...counts: number[]): Promise<void> {
  for (const count of counts) {
    const answer = await appendNext(journal, count);
    if (answer.kind !== 'appended') throw new Error(`not appended: ${JSON.stringify(answer)}`);
  }
}

export async function recordsIn(journal: Journal): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const record of readRecords(journal)) records.push(record);
  return records;
}

export const journalFileIn = (folder: string) => join(folder, 'journal.cdj');

export const namesIn = (folder: string) => readdirSync(folder).sort();
