// Sticks and watches for an app in a test: ext4 images that are mounted, unmounted and pulled in a view of the file system
// that only this app has. When the app ends, its view ends with every mount in it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchApp, type LaunchedApp, type LaunchOptions } from './launch-app.ts';
import { temporaryFolder } from './run-cooldown.ts';

export const canPlug =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mkfs.ext4', '-V']).status === 0;

export interface Port {
  /** Below it every mount counts as a removable volume. */
  readonly folder: string;
  readonly cooldown: LaunchedApp;
}

/** An app with a port of its own. */
export async function openPort(options: LaunchOptions = {}): Promise<Port> {
  const folder = temporaryFolder('port');
  const cooldown = await launchApp({
    ...options,
    args: [...(options.args ?? []), `--fault-removable-below=${folder}`],
    hasOwnMounts: true,
  });
  return { folder, cooldown };
}

/** What lies on it is put there by `fill`, in a folder that becomes its root. */
export function makeStick(fill: (root: string) => void, megabytes = 64): string {
  const [root, image] = [join(temporaryFolder('stick'), 'root'), join(temporaryFolder('image'), 'stick.img')];
  mkdirSync(root);
  fill(root);
  mustRun('truncate', '-s', `${String(megabytes)}M`, image);
  mustRun('mkfs.ext4', '-qF', '-d', root, image);
  rmSync(root, { recursive: true });
  return image;
}

/** Where it is mounted. `lateMs`: between the making of the folder and the mount, as desktops do it. */
export async function plug(port: Port, image: string, name: string, lateMs = 0): Promise<string> {
  const place = join(port.folder, name);
  mkdirSync(place, { recursive: true });
  await pause(lateMs);
  inView(port, 'mount', '-o', 'loop', image, place);
  return place;
}

/** Nobody waits for what is open on it: its place is gone at once, and what was open can be read to its end. */
export function unplug(port: Port, place: string): void {
  inView(port, 'umount', '-l', place);
}

/** False while anything on it is open: as desktops do it before they say that it may be unplugged. */
export const eject = (port: Port, place: string): boolean =>
  spawnSync('nsenter', [...viewOf(port), 'umount', place]).status === 0;

/** As hands pull it: every call to it fails from now on, and then it is gone. */
export function pull(port: Port, place: string): void {
  inView(port, 'python3', puller, place);
  inView(port, 'umount', '-l', place);
}

/** Pulls it when so many bytes were read from it, or after so many seconds. */
export async function pullAtByte(port: Port, place: string, bytes: number, seconds: number): Promise<void> {
  const pulling = spawn('nsenter', [
    ...viewOf(port),
    ...['python3', puller, place, String(bytes), String(seconds)],
  ]);
  const ended: readonly unknown[] = await once(pulling, 'exit');
  if (ended[0] !== 0) throw new Error(`${place} could not be pulled`);
  inView(port, 'umount', '-l', place);
}

const puller = join(import.meta.dirname, 'pull-device.py');

const viewOf = ({ cooldown }: Port): readonly string[] => ['-t', String(cooldown.process.pid), '-m'];

/** Runs where the mounts of that app are. */
export function inView(port: Port, command: string, ...args: readonly string[]): void {
  mustRun('nsenter', ...viewOf(port), command, ...args);
}

/** What it says; that it fails is a bug of the test. */
export function mustRun(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.toString()}`);
  return stdout.toString();
}
