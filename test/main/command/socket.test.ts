import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { openConsole, type Console } from '../../../src-main/command/console.ts';
import { endWith } from '../../../src-main/command/end-with.ts';
import { askWhoRuns, runByRunningInstance } from '../../../src-main/command/run-by-running-instance.ts';
import { serveCommands, type ServeParts } from '../../../src-main/command/serve-commands.ts';
import { openSocketAddress } from '../../../src-main/command/socket-address.ts';
import { failingStream, keptConsole, slowStream } from './consoles.ts';

const status: CommandTask = { kind: 'status', json: false };

function tempFolder(nameBytes = 0): string {
  const root = mkdtempSync(join(tmpdir(), 'cooldown-socket-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  if (nameBytes === 0) return root;
  const folder = join(root, 'ü'.repeat(nameBytes / 2));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

async function serving(folder: string, run: ServeParts['run'], runs: ServeParts['runs'] = 'window') {
  const troubles: string[] = [];
  const served = await serveCommands({ folder, runs, run, onTrouble: (what) => troubles.push(what) });
  if (!served.ok) throw new Error(served.failure.kind);
  onTestFinished(() => served.value.close());
  return { ...served.value, troubles };
}

/** A promise to be settled from outside. */
function signal<Value = void>() {
  let settle!: (value: Value) => void;
  const settled = new Promise<Value>((resolve) => (settle = resolve));
  return { settle, settled };
}

const socketIn = (folder: string) => join(folder, 'cooldown.sock');

/** What a server that is none of ours does with whoever connects. */
function otherServer(folder: string, greeting: string | null): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== null) socket.write(greeting);
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => server.listen(socketIn(folder), resolve));
}

/** A connection that speaks for itself. */
async function rawClient(folder: string) {
  const socket = connect(socketIn(folder)).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

const hungUp = (client: Socket) => new Promise((resolve) => client.once('close', resolve));

const runLine = `${JSON.stringify({ type: 'run', task: status, showsProgress: false })}\n`;

describe('a command beside a running instance', () => {
  it('is run there as it was asked, and shown here, with its exit status', async () => {
    const folder = tempFolder();
    const asked: unknown[] = [];
    await serving(folder, (task, console) => {
      asked.push(task, console.showsProgress);
      console.err.write('1 of 2 …');
      console.out.write('eins\n');
      console.out.write('zwölf 🚴\n');
      return endWith(1, console);
    });
    const task: CommandTask = {
      kind: 'import',
      paths: [{ typed: 'a\n“b”', absolute: '/home/ann/a\n“b”' }],
      json: true,
      isDryRun: true,
    };
    const console = keptConsole({ isTTY: true });
    expect(await runByRunningInstance({ folder, task, console })).toBe(1);
    expect(asked).toEqual([task, true]);
    expect(console.written).toEqual({ out: 'eins\nzwölf 🚴\n', err: '1 of 2 …' });
  });

  it('learns whether a window or a command runs, which goes on undisturbed, or that nobody does', async () => {
    for (const runs of ['window', 'command'] as const) {
      const folder = tempFolder();
      expect(await askWhoRuns(folder)).toBe('nobody_there');
      const { troubles } = await serving(folder, () => Promise.resolve(0), runs);
      expect(await askWhoRuns(folder)).toBe(runs);
      expect(await runByRunningInstance({ folder, task: status, console: keptConsole() })).toBe(0);
      expect(troubles).toEqual([]);
    }
    const ofAnother = tempFolder();
    await otherServer(ofAnother, null);
    expect(await askWhoRuns(ofAnother, 50)).toBe('nobody_there');
  });

  it('is one of several at once, each with its own lines', async () => {
    const folder = tempFolder();
    const bothCame = signal();
    let came = 0;
    await serving(folder, async (task, console) => {
      came += 1;
      if (came === 2) bothCame.settle();
      for (let line = 0; line < 100; line += 1) {
        await bothCame.settled;
        console.out.write(`${task.kind}\n`);
        await console.out.room();
      }
      return endWith(task.kind === 'status' ? 0 : 1, console);
    });
    const [first, second] = [keptConsole(), keptConsole()];
    const ends = await Promise.all([
      runByRunningInstance({ folder, task: status, console: first }),
      runByRunningInstance({ folder, task: { kind: 'verify', json: false }, console: second }),
    ]);
    expect(ends).toEqual([0, 1]);
    expect(first.written.out).toBe('status\n'.repeat(100));
    expect(second.written.out).toBe('verify\n'.repeat(100));
  });

  it('writes no faster than its reader takes: 50 MB cross, and never more than 4 MB lie between', async () => {
    const folder = tempFolder();
    const slow = slowStream();
    const line = `${'x'.repeat(8191)}\n`;
    const all = 50_000_000;
    let produced = 0;
    let between = 0;
    await serving(folder, async (_task, console) => {
      while (produced < all) {
        await console.out.room();
        console.out.write(line);
        produced += line.length;
        between = Math.max(between, produced - slow.bytes());
      }
      return endWith(0, console);
    });
    const console = openConsole(slow.stream, slowStream().stream);
    expect(await runByRunningInstance({ folder, task: status, console })).toBe(0);
    expect(slow.bytes()).toBe(produced);
    expect(between).toBeLessThan(4_000_000);
  });

  it('that can not wait gives up a reader that is 64 MB behind, and says that lines are lost', async () => {
    const folder = tempFolder();
    const written: number[] = [];
    await serving(folder, async (_task, console) => {
      const text = 'x'.repeat(1_000_000);
      for (let times = 0; times < 80; times += 1) {
        if (console.out.isSilent()) continue;
        console.out.write(text);
        written.push(text.length);
      }
      return endWith(0, console);
    });
    const slow = slowStream();
    const kept = keptConsole();
    const console: Console = { ...kept, out: openConsole(slow.stream, slow.stream).out };
    expect(await runByRunningInstance({ folder, task: status, console })).toBe(2);
    expect(written.length).toBeLessThan(72);
    expect(kept.written.err).toContain('The lines could not all be written out (ENOBUFS).');
  });

  it('learns that its reader left, makes no more lines, and keeps its exit status', async () => {
    const folder = tempFolder();
    let made = 0;
    await serving(folder, async (_task, console) => {
      for (; !console.out.isSilent(); made += 1) {
        console.out.write('line\n'.repeat(1000));
        await console.out.room();
        await new Promise((resolve) => setImmediate(resolve));
      }
      return endWith(1, console);
    });
    const closed = failingStream('EPIPE', 1);
    const console = openConsole(closed.stream, slowStream().stream);
    expect(await runByRunningInstance({ folder, task: status, console })).toBe(1);
    expect(closed.written()).toBe('line\n'.repeat(1000));
    expect(made).toBeGreaterThan(0);
  });

  it('does not pass for whole where its last line met a full disk', async () => {
    const folder = tempFolder();
    await serving(folder, (_task, console) => {
      console.out.write('one\n');
      return endWith(0, console);
    });
    const kept = keptConsole();
    const full = failingStream('ENOSPC').stream;
    const console: Console = { ...kept, out: openConsole(full, full).out };
    expect(await runByRunningInstance({ folder, task: status, console })).toBe(2);
    expect(kept.written.err).toContain('The lines could not all be written out (ENOSPC).');
  });

  it('goes on to its end when the process that asked for it is gone', async () => {
    const folder = tempFolder();
    const begun = signal();
    const ended = signal<number>();
    await serving(folder, async (_task, console) => {
      begun.settle();
      while (!console.out.isSilent()) {
        console.out.write('line\n');
        await new Promise((resolve) => setImmediate(resolve));
      }
      await console.out.flushed();
      const end = await endWith(0, console);
      ended.settle(end);
      return end;
    });
    const client = await rawClient(folder);
    client.write(runLine);
    await begun.settled;
    client.destroy();
    expect(await ended.settled).toBe(0);
  });

  it('says so, where the running instance is closed before it was done', async () => {
    const folder = tempFolder();
    const begun = signal();
    const server = await serving(folder, (_task, console) => {
      console.out.write('a first line\n');
      begun.settle();
      return new Promise(() => undefined);
    });
    const console = keptConsole();
    const ended = runByRunningInstance({ folder, task: status, console });
    await begun.settled;
    server.close();
    expect(await ended).toBe(2);
    expect(console.written.err).toBe(
      'Cooldown was closed before it was done. What was taken in is kept; run the command again to see the rest.\n',
    );
  });

  it('ends with a sentence where a bug ended it over there', async () => {
    const folder = tempFolder();
    const server = await serving(folder, () => Promise.reject(new Error('bug')));
    const console = keptConsole();
    expect(await runByRunningInstance({ folder, task: status, console })).toBe(2);
    expect(console.written.err).toMatch(/^The part of Cooldown that judges activities stopped\./);
    expect(server.troubles).toEqual(['command ended by a bug']);
  });
});

describe('where nobody can answer', () => {
  const ask = (folder: string, console: Console = keptConsole()) =>
    runByRunningInstance({ folder, task: status, console, mostSilenceMs: 100 });

  it('nothing is begun without a socket, without its folder, and with one of a dead instance', async () => {
    const folder = tempFolder();
    expect(await ask(folder)).toBe('nobody_there');
    expect(await ask(join(folder, 'x'.repeat(200)))).toBe('nobody_there');
    leaveStaleSocket(folder);
    expect(await ask(folder)).toBe('nobody_there');
  });

  it('nothing is begun by an instance that greets, and ends before it begins', async () => {
    const folder = tempFolder();
    const server = createServer((socket) => {
      socket.on('error', () => undefined).on('data', () => socket.destroy());
      socket.write('{"type":"hello","protocol":1}\n');
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(socketIn(folder), resolve));
    expect(await ask(folder)).toBe('nobody_there');
  });

  it('an instance of another version is named, and one that keeps silent, too', async () => {
    const other = tempFolder();
    await otherServer(other, '{"type":"hello","protocol":2}\n');
    const console = keptConsole();
    expect(await ask(other, console)).toBe(2);
    expect(console.written.err).toBe(
      'Another version of Cooldown is open with this data folder. Close its window and run the command again.\n',
    );

    const silent = tempFolder();
    await otherServer(silent, null);
    const waiting = keptConsole();
    expect(await ask(silent, waiting)).toBe(2);
    expect(waiting.written.err).toBe(
      'Cooldown is open with this data folder, but does not answer. Close it and run the command again.\n',
    );
  });

  it('a task too long for one message is refused with a sentence before it is sent', async () => {
    const folder = tempFolder();
    await serving(folder, () => Promise.resolve(0));
    const console = keptConsole();
    const path = { typed: 'x'.repeat(9_000_000), absolute: '/x'.padEnd(9_000_000, 'x') };
    const task: CommandTask = { kind: 'import', paths: [path], json: false, isDryRun: false };
    expect(await runByRunningInstance({ folder, task, console })).toBe(2);
    expect(console.written.err).toMatch(/^Too many files and folders were named at once\./);
  });
});

/** As an instance leaves it that was killed. */
function leaveStaleSocket(folder: string): void {
  const script =
    'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';
  spawnSync(process.execPath, ['-e', script, socketIn(folder)]);
  expect(lstatSync(socketIn(folder)).isSocket()).toBe(true);
}

describe('the socket', () => {
  const fine = () => Promise.resolve(0);

  it('can be opened by its owner only, whatever files usually get, and is gone when closed', async () => {
    const folder = tempFolder();
    const before = process.umask(0);
    const server = await serving(folder, fine);
    // Served with its own mask, and gave back the one that was there.
    expect(process.umask(before)).toBe(0);
    expect(lstatSync(socketIn(folder)).mode & 0o777).toBe(0o600);
    server.close();
    expect(existsSync(socketIn(folder))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    'turns another person away, even in a folder that is open to all',
    async () => {
      const folder = tempFolder();
      chmodSync(folder, 0o777);
      await serving(folder, fine);
      const script =
        'process.setuid(65534); require("net").connect(process.argv[1]).on("error", (e) => console.log(e.code)).on("connect", () => process.exit(1))';
      // The server answers in this process, which waits here; a refusal needs no answer.
      expect(execFileSync(process.execPath, ['-e', script, socketIn(folder)]).toString()).toBe('EACCES\n');
    },
  );

  it('takes the place of one that a dead instance left', async () => {
    const folder = tempFolder();
    leaveStaleSocket(folder);
    await serving(folder, fine);
    expect(await runByRunningInstance({ folder, task: status, console: keptConsole() })).toBe(0);
  });

  it('takes the place of nothing else', async () => {
    const folder = tempFolder();
    writeFileSync(socketIn(folder), 'mine');
    expect(await serveCommands({ folder, runs: 'window', run: fine, onTrouble: () => undefined })).toEqual({
      ok: false,
      failure: { kind: 'not_listening', systemCode: 'EADDRINUSE' },
    });
    expect(existsSync(socketIn(folder))).toBe(true);
  });

  it.runIf(process.platform === 'linux')('works in a folder whose name no socket can have', async () => {
    const folder = tempFolder(240);
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    const server = await serving(folder, fine);
    expect(lstatSync(socketIn(folder)).mode & 0o777).toBe(0o600);
    expect(await runByRunningInstance({ folder, task: status, console: keptConsole() })).toBe(0);
    await server.drain();
    expect(readdirSync(folder)).toEqual([]);
    await expect.poll(descriptors).toBe(before);
  });

  it('is refused a folder name that is too long for it where there is no other way', async () => {
    expect(await openSocketAddress(`/${'x'.repeat(200)}`, 'darwin')).toEqual({
      ok: false,
      failure: { kind: 'name_too_long' },
    });
  });

  it('is on Windows a pipe of a name that tells nothing, the same however the folder is spelt', async () => {
    const pathOf = async (folder: string) => {
      const address = await openSocketAddress(folder, 'win32');
      return address.ok ? address.value.path : null;
    };
    const path = await pathOf('C:\\Users\\Ann');
    expect(path).toMatch(/^\\\\\.\\pipe\\cooldown-[0-9a-f]{32}$/);
    expect(await pathOf('c:\\users\\ann')).toBe(path);
    expect(await pathOf('C:\\Users\\Bob')).not.toBe(path);
  });
});

describe('what is no command', () => {
  it.each([
    ['no JSON', 'run everything\n'],
    ['an unknown message', '{"type":"walk"}\n'],
    ['a task that is none', '{"type":"run","task":{"kind":"delete"},"showsProgress":true}\n'],
    ['an answer before a task', '{"type":"flushed","id":1}\n'],
    ['a line without an end', 'x'.repeat(17 * 1024 * 1024)],
  ])('is hung up on: %s; the next one is served', async (_what, message) => {
    const folder = tempFolder();
    const server = await serving(folder, (_task, console) => endWith(0, console));
    const client = await rawClient(folder);
    client.write(message);
    await hungUp(client.resume());
    expect(server.troubles).toEqual(['command not understood']);
    expect(await runByRunningInstance({ folder, task: status, console: keptConsole() })).toBe(0);
  });

  it('is hung up on in the middle of a command, too, which goes on to its end', async () => {
    const folder = tempFolder();
    const ended = signal();
    const server = await serving(folder, async (_task, console) => {
      while (!console.out.isSilent()) await new Promise((resolve) => setImmediate(resolve));
      ended.settle();
      return 0;
    });
    const client = await rawClient(folder);
    client.write(`${runLine}nonsense\n`);
    await ended.settled;
    expect(server.troubles).toEqual(['command not understood']);
  });

  it('an early good-bye troubles nobody', async () => {
    const folder = tempFolder();
    const server = await serving(folder, () => Promise.resolve(0));
    (await rawClient(folder)).destroy();
    await server.drain();
    expect(server.troubles).toEqual([]);
  });
});

describe('an instance that is about to end', () => {
  it('lets the commands that were begun end, and takes no more', async () => {
    const folder = tempFolder();
    const begun = signal();
    const mayEnd = signal();
    const server = await serving(folder, async (_task, console) => {
      begun.settle();
      await mayEnd.settled;
      console.out.write('done\n');
      return endWith(0, console);
    });
    const console = keptConsole();
    const first = runByRunningInstance({ folder, task: status, console });
    await begun.settled;
    const undecided = await rawClient(folder);
    const turnedAway = hungUp(undecided);
    const drained = server.drain();
    await turnedAway;
    expect(await runByRunningInstance({ folder, task: status, console: keptConsole() })).toBe('nobody_there');
    mayEnd.settle();
    await drained;
    expect(await first).toBe(0);
    expect(console.written.out).toBe('done\n');
  });
});
