import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../src-main/archive/archive.ts';
import { originalPath } from '../../src-main/archive/original-path.ts';
import { findMissingOriginals } from '../../src-main/missing-originals.ts';
import { failed, ok } from '../../src-worker/contract/result.ts';
import { tempFolder } from './saving/saving-in-test.ts';

const names = ['a.fit', 'b.fit', 'c.fit', 'd.fit', 'e.fit'];
const originals = names.map((name) => ({ name, sha256: createHash('sha256').update(name).digest('hex') }));
const digests = (...wanted: string[]) =>
  new Set(originals.filter(({ name }) => wanted.includes(name)).map(({ sha256 }) => sha256));

/** All of them kept but b.fit, which was let go; then opened anew, as an app that starts. */
async function archiveWithout(...lost: string[]) {
  const folder = join(tempFolder(), 'archive');
  const open = () =>
    openArchive({
      folder,
      limitBytes: 1e6,
      now: () => new Date(),
      onTrouble: (doing) => {
        throw new Error(doing);
      },
    });
  const archive = await open();
  for (const { name, sha256 } of originals) {
    const staged = join(tempFolder(), 'staged');
    writeFileSync(staged, name);
    if (name === 'b.fit') expect((await archive.rememberLetGo([sha256])).ok).toBe(true);
    else expect(await archive.keep(staged, sha256)).toEqual(ok('kept'));
  }
  for (const sha256 of digests(...lost)) rmSync(originalPath(folder, sha256));
  return open();
}

const lookIn = (archive: Archive) => (sha256: string) => archive.look(sha256);

/** One a page. */
const inPages = (after: { readonly jobId: string } | null) => {
  const place = after === null ? 0 : Number(after.jobId);
  const next = place + 1 < originals.length ? { finishedAt: '', jobId: String(place + 1) } : null;
  return Promise.resolve(ok({ originals: originals.slice(place, place + 1), next }));
};

describe('originals that ought to be kept', () => {
  it('are all there where each is kept or was let go', async () => {
    const archive = await archiveWithout();
    expect(
      await findMissingOriginals({ owedAfter: inPages, onTheirWay: () => new Set(), look: lookIn(archive) }),
    ).toEqual(ok([]));
  });

  it('are missing by name where their files are gone from the folder, but not while their copies wait in staging', async () => {
    const archive = await archiveWithout('a.fit', 'c.fit', 'e.fit');
    expect(
      await findMissingOriginals({
        owedAfter: inPages,
        onTheirWay: () => digests('c.fit'),
        look: lookIn(archive),
      }),
    ).toEqual(ok(originals.filter(({ name }) => name === 'a.fit' || name === 'e.fit')));
  });

  it('are not missing where they move from staging into the archive while they are looked for', async () => {
    const steps: string[] = [];
    let staged = digests('a.fit');
    const kept = digests('b.fit', 'c.fit', 'd.fit', 'e.fit');
    const move = () => {
      for (const sha256 of staged) kept.add(sha256);
      staged = new Set();
    };
    const missing = await findMissingOriginals({
      owedAfter: (after) => {
        steps.push('asked');
        return inPages(after);
      },
      onTheirWay: () => {
        steps.push('staging');
        const seen = staged;
        move();
        return seen;
      },
      look: (sha256) => (kept.has(sha256) ? 'kept' : 'never_kept'),
    });
    expect(missing).toEqual(ok([]));
    expect(steps).toEqual([...originals.map(() => 'asked'), 'staging']);
  });

  it('are not counted where nobody can say which they are', async () => {
    const stopped = failed({ kind: 'engine_stopped' } as const);
    const owedAfter = () => Promise.resolve(stopped);
    const onTheirWay = () => new Set<string>();
    expect(await findMissingOriginals({ owedAfter, onTheirWay, look: () => 'never_kept' })).toEqual(stopped);
  });
});
