// The start with the computer: read from the system, changed there. The file is a real one; login items are answered as
// Electron answers them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeAtomically } from '../../../src-main/saving/write-atomically.ts';
import { autostartEntry, startsBy } from '../../../src-main/window/autostart-entry.ts';
import { openAutostart } from '../../../src-main/window/autostart.ts';

interface LoginItem {
  readonly openAtLogin?: boolean;
  readonly path?: string;
  readonly args?: readonly string[];
}

/** Keeps one item, and knows it by its program and arguments. */
function loginItems(isAllowed = true) {
  let item: LoginItem | null = null;
  return {
    item: () => item,
    setLoginItemSettings: (settings: LoginItem) => {
      if (isAllowed) item = settings.openAtLogin === true ? settings : null;
    },
    getLoginItemSettings: (asked: LoginItem = {}) => ({
      openAtLogin: item !== null && item.path === asked.path && item.args?.join() === asked.args?.join(),
      wasOpenedAtLogin: false,
      status: 'enabled' as const,
      executableWillLaunchAtLogin: item !== null,
      launchItems: [],
    }),
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-autostart-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function onLinux(configHome: string | null) {
  return openAutostart({
    platform: 'linux',
    app: loginItems(),
    command: ['/opt/Cooldown/cooldown', '--hidden'],
    configHome,
    writeWhole: writeAtomically,
  });
}

describe('on Linux the start with the computer', () => {
  it('is a file in the autostart folder, made where there is none, and gone when it is switched off', async () => {
    const configHome = temporaryFolder();
    const entry = join(configHome, 'autostart/cooldown.desktop');
    const autostart = onLinux(configHome);
    expect(await autostart.isOn()).toBe(false);
    expect(await autostart.change(true)).toMatchObject({ ok: true });
    expect(readFileSync(entry, 'utf8')).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Version=1.0',
        'Name=Cooldown',
        'Comment=Takes in new activities in the background',
        'Exec=/opt/Cooldown/cooldown --hidden',
        'Icon=cooldown',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    );
    expect(await onLinux(configHome).isOn()).toBe(true);
    expect(await autostart.change(false)).toMatchObject({ ok: true });
    expect(existsSync(entry)).toBe(false);
    expect(await autostart.change(false)).toMatchObject({ ok: true });
  });

  it('that can not be written is said, and nothing is there', async () => {
    const configHome = temporaryFolder();
    writeFileSync(join(configHome, 'autostart'), 'a file where the folder would be');
    expect(await onLinux(configHome).change(true)).toEqual({ ok: false, failure: { systemCode: 'EEXIST' } });
    expect(await onLinux(configHome).isOn()).toBe(false);
  });

  it.each([
    ['Hidden=true', false],
    ['X-GNOME-Autostart-enabled=false', false],
    ['X-GNOME-Autostart-enabled = false', false],
    ['Hidden=false', true],
    ['[Desktop Action new]\nHidden=true', true],
  ])('with %s in its file is %s', (line, isOn) => {
    expect(startsBy(`[Desktop Entry]\nExec=cooldown\n${line}\n`)).toBe(isOn);
  });

  it('is off where the file says nothing', () => {
    expect(startsBy('')).toBe(false);
    expect(startsBy('[Other]\nExec=cooldown\n')).toBe(false);
  });

  it('lies in ~/.config where XDG_CONFIG_HOME is no absolute path', async () => {
    const home = temporaryFolder();
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    await onLinux('relative').change(true);
    expect(existsSync(join(home, '.config/autostart/cooldown.desktop'))).toBe(true);
    expect(await onLinux(null).isOn()).toBe(true);
  });
});

describe('the command of the file', () => {
  const execOf = (...command: readonly string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1];

  it.each([
    [['/opt/Cooldown 2/cooldown', '--hidden'], '"/opt/Cooldown 2/cooldown" --hidden'],
    [['/a/100%.AppImage'], '/a/100%%.AppImage'],
    [['/a/"x"'], String.raw`"/a/\\"x\\""`],
    [['/a/$HOME`id`'], '"/a/\\\\$HOME\\\\`id\\\\`"'],
    [['/a\\b'], String.raw`"/a\\\\b"`],
    [['/a\nExec=evil'], String.raw`"/a\nExec=evil"`],
    [['', "it's"], `"" "it's"`],
  ])('of %j is %s', (command, exec) => {
    expect(execOf(...command)).toBe(exec);
  });

  it('starts exactly that program, when it is read as desktops read it', () => {
    const folder = temporaryFolder();
    const awkward = join(folder, 'a "b" $c `d` \\e & %f;');
    mkdirSync(awkward);
    const exec = execOf(join(awkward, 'x'), '--hidden') ?? '';
    // A value's own escapes first, then field codes; what is left is quoted as a shell quotes.
    const line = exec.replaceAll(/\\(.)/g, (_all, next: string) => next).replaceAll('%%', '%');
    const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
    expect(printed.split('\n').slice(0, 2)).toEqual([join(awkward, 'x'), '--hidden']);
    expect(statSync(awkward).isDirectory()).toBe(true);
  });
});

describe.each(['darwin', 'win32'] as const)('on %s the start with the computer', (platform) => {
  const opened = (items: ReturnType<typeof loginItems>) =>
    openAutostart({
      platform,
      app: items,
      command: ['/Applications/Cooldown', '--hidden'],
      configHome: null,
      writeWhole: () => Promise.reject(new Error('no file here')),
    });

  it('is a login item with our arguments', async () => {
    const items = loginItems();
    const autostart = opened(items);
    expect(await autostart.isOn()).toBe(false);
    expect(await autostart.change(true)).toMatchObject({ ok: true });
    expect(items.item()).toEqual({ openAtLogin: true, path: '/Applications/Cooldown', args: ['--hidden'] });
    expect(await autostart.isOn()).toBe(true);
    expect(await autostart.change(false)).toMatchObject({ ok: true });
    expect(await autostart.isOn()).toBe(false);
  });

  it('that the system did not allow is not said to be on', async () => {
    expect(await opened(loginItems(false)).change(true)).toEqual({
      ok: false,
      failure: { systemCode: 'not_allowed' },
    });
  });
});
