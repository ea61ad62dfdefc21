// What main tells the intake at its start: both ends of its command line.
import { isAbsolute } from 'node:path';
import { crashPointSchema, type CrashPoint } from '../../src-worker/contract/crash-points.ts';

/** Test switch: everything dies when this point is reached the n-th time. */
export interface DieAt {
  readonly point: CrashPoint;
  readonly time: number;
}

export interface ProcessSettings {
  readonly stagingFolder: string;
  /** Tells its unfinished copies from those of other intakes. */
  readonly owner: string;
  /** The vendor map, as a file of the app. */
  readonly vendorMap: string;
  /** Files of the process before this one that take a place until they are released. */
  readonly lying: readonly string[];
  readonly beatMs: number;
  readonly callMs: number;
  readonly dieAt: DieAt | null;
}

export function toArguments({
  stagingFolder,
  owner,
  vendorMap,
  lying,
  beatMs,
  callMs,
  dieAt,
}: ProcessSettings): string[] {
  return [
    `--staging=${stagingFolder}`,
    `--owner=${owner}`,
    `--vendor-map=${vendorMap}`,
    `--lying=${lying.join(',')}`,
    `--beat-ms=${beatMs}`,
    `--call-ms=${callMs}`,
    ...(dieAt === null ? [] : [`--fault-die-at=${dieAt.point}:${dieAt.time}`]),
  ];
}

export function fromArguments(argv: readonly string[]): ProcessSettings {
  const valueOf = (name: string) => {
    const prefix = `--${name}=`;
    return argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  };
  return {
    stagingFolder: absolute('staging', valueOf('staging')),
    owner: word('owner', valueOf('owner')),
    vendorMap: absolute('vendor-map', valueOf('vendor-map')),
    lying: valueOf('lying')?.split(',').filter(Boolean) ?? [],
    beatMs: positive('beat-ms', valueOf('beat-ms')),
    callMs: positive('call-ms', valueOf('call-ms')),
    dieAt: dieAtFrom(valueOf('fault-die-at')),
  };
}

function absolute(name: string, value: string | undefined): string {
  if (value === undefined || !isAbsolute(value))
    throw new Error(`the intake needs --${name}=<absolute path>`);
  return value;
}

function word(name: string, value: string | undefined): string {
  if (value === undefined || !/^\w+$/.test(value)) throw new Error(`the intake needs --${name}=<word>`);
  return value;
}

function positive(name: string, value: string | undefined): number {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`the intake needs --${name}=<milliseconds>`);
  return number;
}

function dieAtFrom(value: string | undefined): DieAt | null {
  if (value === undefined) return null;
  const [point, time = '1'] = value.split(':');
  return { point: crashPointSchema.parse(point), time: Number(time) };
}
