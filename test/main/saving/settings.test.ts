// Settings and the small files that main writes: whole, for the owner alone, and never over what is not understood.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultArchiveLimitBytes, openSettings } from '../../../src-main/saving/settings.ts';
import { writeAtomically, writeNewFile } from '../../../src-main/saving/write-atomically.ts';
import { tempFolder } from './saving-in-test.ts';

describe('settings', () => {
  it('are the defaults where there is no file yet, and no file is made of them', async () => {
    const folder = tempFolder();
    const settings = await openSettings(folder);
    expect(settings.now()).toEqual({
      format: 1,
      archiveLimitBytes: defaultArchiveLimitBytes,
      importsPaused: false,
    });
    expect(settings.isSetAside).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stay changed after a restart, for the owner alone, and nothing else is left in the folder', async () => {
    const folder = tempFolder();
    const settings = await openSettings(folder);
    const changed = { format: 1, archiveLimitBytes: 7, importsPaused: false };
    expect(await settings.change({ archiveLimitBytes: 7 })).toEqual({ ok: true, value: changed });
    expect(settings.now()).toEqual(changed);
    expect((await openSettings(folder)).now()).toEqual(changed);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('that change many times at once end with the last change', async () => {
    const folder = tempFolder();
    const settings = await openSettings(folder);
    await Promise.all(Array.from({ length: 20 }, (_, nth) => settings.change({ archiveLimitBytes: nth })));
    expect((await openSettings(folder)).now().archiveLimitBytes).toBe(19);
  });

  it.each([
    ['cut off', '{"format":1,"archiveLim'],
    ['empty', ''],
    ['zeros', '\0'.repeat(40)],
    ['a list', '[]'],
    ['of other types', '{"format":1,"archiveLimitBytes":"4 GB"}'],
    ['below nothing', '{"format":1,"archiveLimitBytes":-1}'],
  ])('that are %s are set aside as they are, and the defaults say so', async (_what, text) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'settings.json'), text);
    const settings = await openSettings(folder);
    expect(settings.isSetAside).toBe(true);
    expect(settings.now().archiveLimitBytes).toBe(defaultArchiveLimitBytes);
    expect(readdirSync(folder)).toEqual(['settings.json.damaged']);
    expect(readFileSync(join(folder, 'settings.json.damaged'), 'utf8')).toBe(text);
    await settings.change({ archiveLimitBytes: 5 });
    expect((await openSettings(folder)).now().archiveLimitBytes).toBe(5);
    expect(readFileSync(join(folder, 'settings.json.damaged'), 'utf8')).toBe(text);
  });

  it('that can not be set aside are not replaced either', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'settings.json'), 'not understood');
    mkdirSync(join(folder, 'settings.json.damaged'));
    const settings = await openSettings(folder);
    expect(await settings.change({ archiveLimitBytes: 5 })).toMatchObject({ ok: false });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe('not understood');
    rmSync(join(folder, 'settings.json.damaged'), { recursive: true });
    expect(await settings.change({ archiveLimitBytes: 5 })).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, 'settings.json.damaged'), 'utf8')).toBe('not understood');
  });

  it('keep what a newer Cooldown has put in, also when an older one changes something', async () => {
    const folder = tempFolder();
    const newer = { format: 2, archiveLimitBytes: 9, theme: { night: true } };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(newer));
    const settings = await openSettings(folder);
    await settings.change({ archiveLimitBytes: 10 });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
      ...newer,
      archiveLimitBytes: 10,
      importsPaused: false,
    });
  });

  it('that could not be saved stay as they were', async () => {
    const folder = tempFolder();
    const settings = await openSettings(folder);
    await settings.change({ archiveLimitBytes: 3 });
    mkdirSync(join(folder, 'settings.json.part'));
    expect(await settings.change({ archiveLimitBytes: 4 })).toEqual({
      ok: false,
      failure: { systemCode: 'EISDIR' },
    });
    expect(settings.now().archiveLimitBytes).toBe(3);
    expect((await openSettings(folder)).now().archiveLimitBytes).toBe(3);
  });
});

describe('a small file', () => {
  it('replaces the one before as a whole, and leaves no working copy', async () => {
    const folder = tempFolder();
    const path = join(folder, 'file');
    await writeAtomically(path, 'long before');
    expect(await writeAtomically(path, Buffer.from('now'))).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path, 'utf8')).toBe('now');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('that can not be written leaves the one before, and says why', async () => {
    const folder = tempFolder();
    expect(await writeAtomically(join(folder, 'no', 'file'), '')).toEqual({
      ok: false,
      failure: { systemCode: 'ENOENT' },
    });
    mkdirSync(join(folder, 'taken', 'by'), { recursive: true });
    expect(await writeAtomically(join(folder, 'taken'), '')).toMatchObject({ ok: false });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('that is to be new never takes the place of another', async () => {
    const folder = tempFolder();
    const path = join(folder, 'bundle.json');
    expect(await writeNewFile(path, 'first')).toEqual({ ok: true, value: null });
    expect(await writeNewFile(path, 'second')).toEqual({ ok: false, failure: { kind: 'taken' } });
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['bundle.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await writeNewFile(join(folder, 'no', 'file'), '')).toEqual({
      ok: false,
      failure: { kind: 'not_saved', systemCode: 'ENOENT' },
    });
  });
});
