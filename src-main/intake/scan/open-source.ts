// The root of a source: whether it is there, and which device it lies on. It is opened for a moment and closed again, so
// that a volume can be ejected between any two looks.
import { lstat, realpath, stat } from 'node:fs/promises';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import { failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import { entriesOf, openFolder } from '../open-folder.ts';
import { attempt } from '../system-failure.ts';
import { pathForSystem } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';

export interface SourcePlace {
  /** No link any more. */
  readonly openAt: Buffer;
  readonly device: bigint;
}

/** A granted folder may be a link, which leads where the athlete meant; it is resolved once for every scan. */
export async function openSource(root: string, watched: Watched): Promise<Result<SourcePlace, ReadFailure>> {
  const named = Buffer.from(root, 'utf8');
  const looked = await attempt('reach_named', () => watched(() => lstat(pathForSystem(named))));
  if (!looked.ok) return looked;
  const openAt = looked.value.isSymbolicLink() ? await resolveLink(named, watched) : ok(named);
  if (!openAt.ok) return openAt;
  const lies =
    openAt.value === named
      ? looked
      : await attempt('reach_named', () => watched(() => lstat(pathForSystem(openAt.value))));
  if (!lies.ok) return lies;
  // Asked before it is opened: to open a file as a folder is answered as if nothing were there.
  if (!lies.value.isDirectory()) return failed({ kind: 'not_a_regular_file', what: 'other' });
  const folder = await openFolder({ openAt: openAt.value, step: 'reach_named', watched });
  if (!folder.ok) return folder;
  try {
    const stats = await attempt('reach_named', () =>
      watched(() => stat(pathForSystem(folder.value.path), { bigint: true })),
    );
    return stats.ok ? ok({ openAt: openAt.value, device: stats.value.dev }) : stats;
  } finally {
    await folder.value.close();
  }
}

const resolveLink = (link: Buffer, watched: Watched): Promise<Result<Buffer, ReadFailure>> =>
  attempt('resolve_link', () => watched(() => realpath(pathForSystem(link), { encoding: 'buffer' })));

/** Whether the root still answers, and is what it was. Its listing is asked too: names alone may come from memory. */
export async function isStillThere({ openAt, device }: SourcePlace, watched: Watched): Promise<boolean> {
  const folder = await openFolder({ openAt, step: 'reach_named', watched });
  if (!folder.ok) return false;
  try {
    const stats = await watched(() => stat(pathForSystem(folder.value.path), { bigint: true }));
    if (stats.dev !== device) return false;
    for await (const entry of entriesOf(folder.value, watched)) return entry.nameBytes !== '';
    return true;
  } catch {
    return false;
  } finally {
    await folder.value.close();
  }
}
