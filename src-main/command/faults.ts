// Test switches: most make something go wrong on purpose. A packaged app refuses them.
import { isAbsolute } from 'node:path';
import { crashPoints, type CrashPoint } from '../../src-worker/contract/crash-points.ts';

export interface Faults {
  /** A parser never comes back from a file of this name. */
  readonly endlessParserOn: string | null;
  /** The page dies while a file of this name is read. */
  readonly pageDiesOn: string | null;
  /** Everything dies at this point, the so-many-th time it is reached. */
  readonly dieAt: { readonly point: CrashPoint; readonly time: number } | null;
  /** Linux: every mount below this folder is a removable volume, whatever it is. */
  readonly removableBelow: string | null;
  /** Linux: what is plugged in is read in this folder, as if it were `/sys`. */
  readonly sysFolder: string | null;
}

export const noFaults: Faults = {
  endlessParserOn: null,
  pageDiesOn: null,
  dieAt: null,
  removableBelow: null,
  sysFolder: null,
};

const faultSwitch = /^--(fault-[a-z-]+)=(.*)$/s;

/** What the faults become by this argument; `unknown` where it names none, null where it is no test switch. */
export function withFault(faults: Faults, argument: string): Faults | 'unknown' | null {
  const [, name, value] = faultSwitch.exec(argument) ?? [];
  if (name === undefined || value === undefined) return null;
  switch (name) {
    case 'fault-endless-parser-on':
      return { ...faults, endlessParserOn: value };
    case 'fault-page-dies-on':
      return { ...faults, pageDiesOn: value };
    case 'fault-die-at': {
      const dieAt = crashMoment(value);
      return dieAt === null ? 'unknown' : { ...faults, dieAt };
    }
    case 'fault-removable-below':
      return isAbsolute(value) ? { ...faults, removableBelow: value } : 'unknown';
    case 'fault-sys':
      return isAbsolute(value) ? { ...faults, sysFolder: value } : 'unknown';
    default:
      return 'unknown';
  }
}

/** `point`, or `point:n` for its n-th time. */
function crashMoment(value: string): Faults['dieAt'] {
  const [, name, time] = /^([a-z_]+)(?::([1-9]\d{0,8}))?$/.exec(value) ?? [];
  const point = crashPoints.find((known) => known === name);
  return point === undefined ? null : { point, time: Number(time ?? 1) };
}
