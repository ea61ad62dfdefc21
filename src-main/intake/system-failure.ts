// From what the operating system answered to what a person is told: one table, by the step that met the answer.
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';

/** `found` is what a listing has shown before, so that its absence means it went away. */
export type Step = 'reach_named' | 'resolve_link' | 'reach_found' | 'list_folder' | 'read' | 'write_copy';

const vanished = { kind: 'vanished_while_reading' } as const;
const denied = { kind: 'permission_denied' } as const;
const notThere = { kind: 'path_not_found' } as const;
const diskFull = { kind: 'disk_full' } as const;

type FailuresByCode = Readonly<Record<string, ReadFailure>>;

/** The codes of a device, a mount or a server that is gone. */
const deviceGone: FailuresByCode = { ENODEV: vanished, ENOTCONN: vanished, ESTALE: vanished };

const reach: FailuresByCode = {
  ...deviceGone,
  EACCES: denied,
  EPERM: denied,
  // With O_NOFOLLOW this is what a link answers.
  ELOOP: { kind: 'link_skipped' },
  // A socket answers an open with one of these, depending on the system.
  ENXIO: { kind: 'not_a_regular_file', what: 'socket' },
  EOPNOTSUPP: { kind: 'not_a_regular_file', what: 'socket' },
  EISDIR: { kind: 'not_a_regular_file', what: 'folder' },
};

const failuresByStep: Readonly<Record<Step, FailuresByCode>> = {
  reach_named: {
    ...reach,
    ENOENT: notThere,
    ENOTDIR: notThere,
    // A path with a NUL in it: nothing can lie there.
    ERR_INVALID_ARG_VALUE: notThere,
  },
  resolve_link: {
    ...reach,
    ENOENT: { kind: 'link_broken' },
    ENOTDIR: { kind: 'link_broken' },
    // Here nothing forbids to follow: the links lead in a circle.
    ELOOP: { kind: 'link_broken' },
  },
  reach_found: { ...reach, ENOENT: vanished, ENOTDIR: vanished },
  list_folder: {
    ...reach,
    ENOENT: vanished,
    // It was a folder when it was found: something else took its name.
    ENOTDIR: { kind: 'changed_while_reading' },
    ENXIO: vanished,
  },
  read: { ...deviceGone, ENXIO: vanished, ENOENT: vanished, EACCES: denied, EPERM: denied },
  // What the staging folder answers says nothing about the person's file: only fullness has a sentence of its own.
  write_copy: { ENOSPC: diskFull, EDQUOT: diskFull },
};

export function failureFromError(step: Step, error: unknown): ReadFailure {
  const systemCode = systemCodeOf(error);
  const failures = failuresByStep[step];
  const failure = Object.hasOwn(failures, systemCode) ? failures[systemCode] : undefined;
  return failure ?? { kind: 'read_failed', systemCode };
}

/** Runs one system call; what it throws comes back as a named failure. */
export async function attempt<Value>(
  step: Step,
  call: () => Promise<Value>,
): Promise<Result<Value, ReadFailure>> {
  try {
    return ok(await call());
  } catch (error) {
    return failed(failureFromError(step, error));
  }
}
