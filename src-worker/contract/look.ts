// What a look at files told before anything of them is written: made by the engine, shown by the page.

/** What a file is, as far as its bytes say. */
export const lookedKinds = ['fit', 'tcx', 'gpx', 'archive', 'other'] as const;
export type LookedKind = (typeof lookedKinds)[number];

/** What would become of what the files hold: each activity counts once, and each file that holds none. */
export const lookedEndings = [
  'added',
  /** Recorded by something else, too: it is linked, and counted once. */
  'added_beside',
  /** A newer version of one that is there. */
  'updated',
  'known',
  /** It needs the athlete's choice. */
  'conflicting',
  'ignored',
  'unreadable',
] as const;
export type LookedEnding = (typeof lookedEndings)[number];

export interface Look {
  readonly lookId: string;
  /** So far, as long as it is not listed. */
  readonly filesFound: number;
  readonly filesPassedOver: number;
  readonly isListed: boolean;
  readonly filesLooked: number;
  /** Of those. */
  readonly bytesLooked: number;
  readonly kinds: Readonly<Record<LookedKind, number>>;
  readonly endings: Readonly<Record<LookedEnding, number>>;
  /** How long looking took so far: what an estimate goes by. */
  readonly lookingMs: number;
  readonly isOver: boolean;
}
