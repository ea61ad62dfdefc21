// A removable volume as main knows it without reading it, and what changed between two lists of them. Pure.

export interface Volume {
  /** The same at every plug and at every mount point, as far as the system lets it be known (see volume-id.ts). */
  readonly volumeId: string;
  /** Tells this mount from the one before it at the same place. */
  readonly mountKey: string;
  /** Where it is mounted: absolute. */
  readonly root: string;
  /** As people know it. */
  readonly label: string;
}

export type VolumeChange =
  | { readonly kind: 'came'; readonly volume: Volume }
  | { readonly kind: 'went'; readonly volume: Volume }
  /** Something else lies at the same place now: what was there is gone, also where it is the same stick again. */
  | { readonly kind: 'replaced'; readonly before: Volume; readonly volume: Volume };

/** What went comes first: what came may need its place. */
export function volumeChanges(before: readonly Volume[], after: readonly Volume[]): readonly VolumeChange[] {
  const at = (volumes: readonly Volume[], root: string) => volumes.find((volume) => volume.root === root);
  const went = before.flatMap((volume): VolumeChange[] => {
    const now = at(after, volume.root);
    if (now === undefined) return [{ kind: 'went', volume }];
    return isSameMount(volume, now) ? [] : [{ kind: 'replaced', before: volume, volume: now }];
  });
  const came = after
    .filter(({ root }) => at(before, root) === undefined)
    .map((volume): VolumeChange => ({ kind: 'came', volume }));
  return [...went, ...came];
}

const isSameMount = (one: Volume, other: Volume) =>
  one.mountKey === other.mountKey && one.volumeId === other.volumeId;
