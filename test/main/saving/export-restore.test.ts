// Everything out and in again: what an export holds, that a restore gives the same, and that neither trusts what is damaged.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { manifestSchema } from '../../../src-main/saving/export-format.ts';
import { restoreFrom } from '../../../src-main/saving/restore.ts';
import { failed } from '../../../src-worker/contract/result.ts';
import { randomHistory } from '../../support/random-history.ts';
import { exportTo, ProfileInTest, sha256Of, tempFolder, testSettings } from './saving-in-test.ts';

// Every step waits for the disk, and on a busy one that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const linesOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

const manifestOf = (folder: string) =>
  manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

test('In 50 random histories export and restore give the same records, originals and settings, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const root = tempFolder();
      const history = await randomHistory(seed);
      const folder = join(root, 'out');
      const exported = await exportTo(folder, { ...history, letGo: [sha256Of('gone')] });
      const events = history.records.flatMap((record) =>
        record.kind === 'ending' ? record.events : record.kind === 'erasure' ? [record.event] : [],
      );
      const receipts = history.records.flatMap((record) =>
        record.kind === 'ending' ? [record.receipt] : [],
      );
      const counts = {
        records: history.records.length,
        events: events.length,
        receipts: receipts.length,
        originals: history.originals.size,
      };
      expect(exported).toMatchObject({ kind: 'exported', ...counts, originalsNotReadable: [] });
      expect(linesOf(join(folder, 'events.jsonl'))).toEqual(events);
      expect(linesOf(join(folder, 'receipts.jsonl'))).toEqual(receipts);

      const profile = new ProfileInTest();
      expect(await restoreFrom(folder, profile)).toEqual({ kind: 'restored', ...counts });
      expect(JSON.stringify(profile.records)).toBe(JSON.stringify(history.records));
      expect(profile.originals).toEqual(history.originals);
      expect(profile.settings).toEqual(testSettings);
      expect(profile.letGo).toEqual([sha256Of('gone')]);

      rmSync(root, { recursive: true });
    }),
    { numRuns: 50 },
  );
}, 60_000);

async function someHistory() {
  const history = await randomHistory(3, { imports: 4, files: 12 });
  expect(history.originals.size).toBeGreaterThan(2);
  return history;
}

describe('an export', () => {
  it('vouches for every file in the folder but the manifest, and is for its owner alone', async () => {
    const folder = join(tempFolder(), 'new', 'folder');
    const exported = await exportTo(folder, await someHistory());
    const { files, counts, ...rest } = manifestOf(folder);
    expect(rest).toEqual({
      format: 1,
      appVersion: '0.1.0',
      createdAt: '2026-05-01T10:00:00.000Z',
      journalFormat: 1,
      originalsNotReadable: [],
    });
    const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const vouchedFor = files.map(({ path }) => join(folder, path));
    expect(found.sort()).toEqual([...vouchedFor, join(folder, 'manifest.json')].sort());
    for (const { path, sha256, bytes } of files) {
      const content = readFileSync(join(folder, path));
      expect([content.length, sha256Of(content)]).toEqual([bytes, sha256]);
      expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    expect(exported).toMatchObject({ kind: 'exported', bytes, originals: counts.originals });
  });

  it('names an original by its digest and the extension that it came with', async () => {
    const folder = join(tempFolder(), 'out');
    const names = [
      'Ride.FIT',
      'run.tcx.gz',
      'two\nlines.gpx',
      'none',
      '..',
      'x.éé',
      'long.abcdefghijk',
      '.zip',
    ];
    const [ending] = (await someHistory()).records.filter((record) => record.kind === 'ending');
    const receiptOf = (name: string, seq: number) => ({
      ...ending,
      seq,
      receipt: { ...ending?.receipt, file: { name, path: name, sizeBytes: 1, sha256: sha256Of(name) } },
    });
    const originals = new Map([...names, 'of no record'].map((name) => [sha256Of(name), Buffer.from(name)]));
    await exportTo(folder, { records: names.map((name, place) => receiptOf(name, place + 1)), originals });
    const extensions = [...names, 'of no record'].map((name) =>
      readdirSync(join(folder, 'originals'))
        .find((file) => file.startsWith(sha256Of(name)))
        ?.slice(65),
    );
    expect(extensions).toEqual(['fit', 'tcx.gz', 'gpx', 'bin', 'bin', 'bin', 'bin', 'zip', 'bin']);
  });

  it('writes records as they are: names with line breaks, `__proto__` as a key, and what only a newer Cooldown knows', async () => {
    const folder = join(tempFolder(), 'out');
    const { records, originals } = await someHistory();
    const first = JSON.stringify(records[0]);
    const texts = [
      first.replace('{', '{"__proto__":{"polluted":true},"a\\u2028b":"c\\u2029\\n\\ud83d",'),
      '{"kind":"from_the_future","seq":2,"__proto__":1}',
    ];
    const exported = await exportTo(folder, {
      records: texts.map((text) => JSON.parse(text) as unknown),
      originals,
    });
    expect(exported).toMatchObject({ kind: 'exported', records: 2 });
    const written = readFileSync(join(folder, 'records.jsonl'), 'utf8').split('\n');
    expect(written).toEqual([...texts.map((text) => JSON.stringify(JSON.parse(text))), '']);
    expect(written[0]).toContain('"__proto__":{"polluted":true}');
    expect(manifestOf(folder).counts).toMatchObject({ records: 2, recordsNotUnderstood: 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('goes on without an original that is damaged, breaks off, is gone or was lost before, and names it', async () => {
    const folder = join(tempFolder(), 'out');
    const { records, originals } = await someHistory();
    const [whole = '', damaged = '', broken = ''] = originals.keys();
    const breakingOff = () =>
      Readable.from(
        (function* () {
          yield originals.get(broken)?.subarray(0, 2);
          throw Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' });
        })(),
      );
    const gone = sha256Of('gone');
    const lost = sha256Of('not in the archive’s folder any more');
    const exported = await exportTo(
      folder,
      { records, originals },
      {
        originals: {
          list: () => [whole, damaged, broken, gone],
          letGo: () => [],
          missing: () => [lost],
          open: (sha256) => {
            if (sha256 === gone) return Promise.resolve(null);
            if (sha256 === broken) return Promise.resolve(breakingOff());
            return Promise.resolve(Readable.from([originals.get(whole)]));
          },
        },
      },
    );
    const originalsNotReadable = [lost, damaged, broken, gone];
    expect(exported).toMatchObject({ kind: 'exported', originals: 1, originalsNotReadable });
    expect(readdirSync(join(folder, 'originals'))).toHaveLength(1);
    expect(await restoreFrom(folder, new ProfileInTest())).toMatchObject({ kind: 'restored', originals: 1 });
  });

  it('refuses a folder with something in it, and a file, and touches neither', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '.hidden'), 'mine');
    expect(await exportTo(folder, await someHistory())).toEqual({ kind: 'not_empty' });
    expect(await exportTo(join(folder, '.hidden'), await someHistory())).toEqual({ kind: 'not_empty' });
    expect(readdirSync(folder)).toEqual(['.hidden']);
    expect(readFileSync(join(folder, '.hidden'), 'utf8')).toBe('mine');
  });

  it('takes an empty folder, and leaves it empty where the journal can not be read to its end', async () => {
    const folder = tempFolder();
    const { records, originals } = await someHistory();
    const breaking = Readable.from(
      (function* () {
        yield records[0];
        throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      })(),
    );
    const answer = await exportTo(folder, { records, originals }, { records: breaking });
    expect(answer).toEqual({ kind: 'not_saved', systemCode: 'EIO' });
    expect(readdirSync(folder)).toEqual([]);
    expect(await exportTo(folder, { records, originals })).toMatchObject({ kind: 'exported' });
  });

  it('lets a bug through, and leaves nothing of the folder that it made', async () => {
    const folder = join(tempFolder(), 'out');
    const breaking = Readable.from(
      (function* () {
        yield 1;
        throw new TypeError('a bug');
      })(),
    );
    const exporting = exportTo(folder, { records: [], originals: new Map() }, { records: breaking });
    await expect(exporting).rejects.toThrow('a bug');
    expect(existsSync(folder)).toBe(false);
  });

  it('of nothing is an export, too', async () => {
    const folder = join(tempFolder(), 'out');
    const nothing = { records: 0, events: 0, receipts: 0, originals: 0 };
    expect(await exportTo(folder, { records: [], originals: new Map() })).toMatchObject(nothing);
    expect(await restoreFrom(folder, new ProfileInTest())).toEqual({ kind: 'restored', ...nothing });
  });
});

async function exported() {
  const folder = join(tempFolder(), 'out');
  const history = await someHistory();
  await exportTo(folder, history);
  const original = manifestOf(folder).files.find(({ path }) => path.startsWith('originals/'))?.path ?? '';
  return { folder, history, original };
}

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const place = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  writeFileSync(path, bytes);
}

/** Changes the manifest, or what it vouches for, so that both agree again. */
function rewriteRecords(folder: string, change: (lines: string[]) => string[]): void {
  const path = join(folder, 'records.jsonl');
  const lines = change(readFileSync(path, 'utf8').split('\n').slice(0, -1));
  const text = lines.map((line) => `${line}\n`).join('');
  writeFileSync(path, text);
  rewriteManifest(folder, (manifest) => ({
    ...manifest,
    files: manifest.files.map((file) =>
      file.path === 'records.jsonl'
        ? { ...file, sha256: sha256Of(text), bytes: Buffer.byteLength(text) }
        : file,
    ),
  }));
}

function rewriteManifest(folder: string, change: (manifest: ReturnType<typeof manifestOf>) => unknown): void {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(change(manifestOf(folder))));
}

describe('a restore', () => {
  /** Nothing may be touched before everything was found sound. */
  async function refusal(folder: string) {
    const profile = new ProfileInTest();
    const answer = await restoreFrom(folder, profile);
    expect(profile.steps).toEqual([]);
    return answer;
  }

  it('takes settings, then originals in the order in which they came, and the records last', async () => {
    const { folder, history } = await exported();
    const profile = new ProfileInTest();
    const progress: number[] = [];
    await restoreFrom(folder, profile, (done, all) => progress.push(done / all));
    const originals = history.originals.size;
    expect(profile.steps).toEqual([
      'settings',
      ...Array.from({ length: originals }, () => 'original'),
      'records',
    ]);
    const firstTold = history.records.flatMap((record) =>
      record.kind === 'ending' ? [record.receipt.file.sha256 ?? ''] : [],
    );
    const inOrder = [...new Set(firstTold)].filter((sha256) => history.originals.has(sha256));
    expect([...profile.originals.keys()]).toEqual(inOrder);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toHaveLength(originals);
  });

  it('refuses a profile that holds something, without looking at the export', async () => {
    const profile = new ProfileInTest();
    profile.records = [];
    expect(await restoreFrom('nowhere', profile)).toEqual({ kind: 'profile_not_empty' });
  });

  it.each([
    ['a folder that is not there', () => Promise.resolve(join(tempFolder(), 'nowhere'))],
    ['an empty folder', () => Promise.resolve(tempFolder())],
    [
      'a file',
      () => {
        const path = join(tempFolder(), 'file');
        writeFileSync(path, '');
        return Promise.resolve(path);
      },
    ],
    [
      'an export that was cut off before its manifest',
      async () => {
        const { folder } = await exported();
        rmSync(join(folder, 'manifest.json'));
        return folder;
      },
    ],
  ])('finds no export in %s', async (_what, folder) => {
    expect(await refusal(await folder())).toEqual({ kind: 'no_export' });
  });

  it('finds a flipped byte, a missing file, a file that grew and a link, and names each', async () => {
    const { folder, original } = await exported();
    flipByte(join(folder, original));
    rmSync(join(folder, 'receipts.jsonl'));
    appendFileSync(join(folder, 'events.jsonl'), '\n');
    renameSync(join(folder, 'settings.json'), join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, 'settings.json'));
    expect(await refusal(folder)).toEqual({
      kind: 'not_sound',
      findings: [
        { path: 'events.jsonl', what: 'changed' },
        { path: 'receipts.jsonl', what: 'missing' },
        { path: 'settings.json', what: 'changed' },
        { path: original, what: 'changed' },
      ],
    });
  });

  it('finds any one flipped byte, in whichever file it is', async () => {
    const { folder } = await exported();
    for (const { path } of manifestOf(folder).files) {
      if (statSync(join(folder, path)).size === 0) continue;
      flipByte(join(folder, path));
      expect(await refusal(folder)).toEqual({ kind: 'not_sound', findings: [{ path, what: 'changed' }] });
      flipByte(join(folder, path));
    }
    expect(await restoreFrom(folder, new ProfileInTest())).toMatchObject({ kind: 'restored' });
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, -20)],
    ['is no JSON', () => 'manifest'],
    ['is empty', () => ''],
    ['is of another kind', () => '{"format":1}'],
    ['is a list', () => '[]'],
    ['leads out of the folder', (text: string) => text.replace('"README.txt"', '"../README.txt"')],
    ['leads to an absolute place', (text: string) => text.replace('"README.txt"', '"/README.txt"')],
    ['has a digest that is none', (text: string) => text.replace(/"sha256": "./, '"sha256": "x')],
  ])('finds a manifest that %s', async (_what, change) => {
    const { folder } = await exported();
    const path = join(folder, 'manifest.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    expect(await refusal(folder)).toEqual({
      kind: 'not_sound',
      findings: [{ path: 'manifest.json', what: 'changed' }],
    });
  });

  it('finds a manifest that leaves out a file, names one twice, or an original by other bytes', async () => {
    const { folder, original } = await exported();
    const readme = readFileSync(join(folder, 'README.txt'));
    writeFileSync(join(folder, original), readme);
    rewriteManifest(folder, ({ files, ...manifest }) => ({
      ...manifest,
      files: [...files, ...files.slice(0, 1)]
        .filter(({ path }) => path !== 'settings.json')
        .map((file) =>
          file.path === original ? { ...file, sha256: sha256Of(readme), bytes: readme.length } : file,
        ),
    }));
    expect(await refusal(folder)).toEqual({
      kind: 'not_sound',
      findings: [original, 'README.txt', 'settings.json'].map((path) => ({ path, what: 'not_vouched_for' })),
    });
  });

  it.each([
    ['is missing', 2, (lines: string[]) => lines.filter((_, place) => place !== 1)],
    ['comes twice', 2, ([first = '', ...rest]: string[]) => [first, first, ...rest]],
    ['is no JSON', 1, ([, ...rest]: string[]) => ['{', ...rest]],
    ['is empty', 1, ([, ...rest]: string[]) => ['', ...rest]],
    ['makes no sense', 1, ([, ...rest]: string[]) => ['{"kind":"ending","seq":1}', ...rest]],
  ])(
    'finds records of which one %s, even where the manifest vouches for them',
    async (_what, line, change) => {
      const { folder } = await exported();
      rewriteRecords(folder, change);
      expect(await refusal(folder)).toEqual({
        kind: 'not_sound',
        findings: [{ path: 'records.jsonl', what: 'records_broken', line }],
      });
    },
  );

  it('finds fewer records or originals than were exported', async () => {
    const { folder, original } = await exported();
    rewriteRecords(folder, (lines) => lines.slice(0, -1));
    expect(await refusal(folder)).toEqual({
      kind: 'not_sound',
      findings: [{ path: 'records.jsonl', what: 'counts_differ' }],
    });
    rewriteManifest(folder, ({ files, ...manifest }) => ({
      ...manifest,
      files: files.filter(({ path }) => path !== original),
    }));
    expect(await refusal(folder)).toEqual({
      kind: 'not_sound',
      findings: [{ path: 'manifest.json', what: 'counts_differ' }],
    });
  });

  it.each(['format', 'journalFormat'])(
    'leaves an export of a newer %s to a newer Cooldown',
    async (field) => {
      const { folder } = await exported();
      // Whatever else a newer one may say differently.
      rewriteManifest(folder, () => ({
        appVersion: '9.0.0',
        format: 1,
        journalFormat: 1,
        [field]: 2,
        new: [],
      }));
      expect(await refusal(folder)).toEqual({ kind: 'made_by_newer', appVersion: '9.0.0' });
    },
  );

  it.each(['takeSettings', 'takeOriginal', 'takeLetGo', 'takeRecords'] as const)(
    'that is stopped at %s leaves a profile without records, and can simply be done again',
    async (step) => {
      const { folder, history } = await exported();
      const profile = new ProfileInTest();
      const takes = profile[step];
      profile[step] = () => Promise.resolve(failed({ code: 'disk_full' }));
      const answer = await restoreFrom(folder, profile);
      expect(answer).toMatchObject({ kind: 'not_restored', code: 'disk_full' });
      expect(profile.records).toBeNull();
      Object.assign(profile, { [step]: takes });
      expect(await restoreFrom(folder, profile)).toMatchObject({ kind: 'restored' });
      expect(profile.records).toEqual(history.records);
    },
  );

  it('whose export goes away in the midst of it says so, and leaves a profile without records', async () => {
    const { folder } = await exported();
    const profile = new ProfileInTest();
    profile.takeOriginal = () => {
      rmSync(folder, { recursive: true, force: true });
      return new ProfileInTest().takeLetGo([]);
    };
    const answer = await restoreFrom(folder, profile);
    expect(answer).toEqual({ kind: 'not_restored', part: 'export', code: 'ENOENT' });
    expect(profile.records).toBeNull();
  });

  it('does not mind what else lies in the folder', async () => {
    const { folder } = await exported();
    writeFileSync(join(folder, '.DS_Store'), 'x');
    mkdirSync(join(folder, 'more'));
    expect(await restoreFrom(folder, new ProfileInTest())).toMatchObject({ kind: 'restored' });
  });
});
