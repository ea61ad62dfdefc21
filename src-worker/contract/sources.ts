// Places that are looked at again and again: devices that are plugged in, and folders that the athlete granted. What intake
// says of one after looking, what main makes of it, and what the face is told.
import { z } from 'zod';
import { deviceHintSchema } from './vendor-map.ts';

/** What a scan is to look at. */
export const scanPlanSchema = z.discriminatedUnion('kind', [
  /**
   * A removable volume: recognised by its manifest or by the vendor map, and only its activity folders are read. `isGranted`:
   * the athlete said that an unknown one may be read; without that its activity files are counted, and nothing is ready.
   * `volumeId` stands for the device in the looks of its files.
   */
  z.object({
    kind: z.literal('device'),
    volumeId: z.string().min(1),
    isGranted: z.boolean(),
    /** It is read over MTP, where a copy may come out empty or cut: none is believed before it was checked. */
    isMtp: z.literal(true).optional(),
  }),
  /** `isWatched`: changes are told as hints while the process lives. */
  z.object({ kind: z.literal('folder'), isRecursive: z.boolean(), isWatched: z.boolean() }),
]);
export type ScanPlan = z.infer<typeof scanPlanSchema>;

/** How a volume was recognised. Nothing in it tells one owner from another but the hash. */
export const recognitionSchema = z.object({
  /** `manifest`: GarminDevice.xml; `vendor_map`: folders as that vendor lays them out; `unknown`: any removable volume. */
  by: z.enum(['manifest', 'vendor_map', 'unknown']),
  /** As people say it: `Edge 530`; of an unknown volume its label, or an empty text. */
  name: z.string(),
  /** Of the vendor map; null where unknown. */
  vendor: z.string().nullable(),
  /** SHA-256 of the unit id, 16 hex digits of it; null where there is none. */
  unitHash: z.string().nullable(),
});
export type Recognition = z.infer<typeof recognitionSchema>;

/** Why a root can't be looked at now. */
export const awayReasonSchema = z.enum(['not_there', 'not_a_folder', 'no_permission', 'device_failed']);
export type AwayReason = z.infer<typeof awayReasonSchema>;

/** What one scan came to. */
export const scannedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('looked'),
    scanId: z.uuid(),
    /** Null of a folder. */
    recognition: recognitionSchema.nullable(),
    /** Activity files and packed ones, by their names: `known`, `settling`, `ready` and `unread`, or only counted of a volume that may not be read. */
    filesFound: z.int().nonnegative(),
    /** It is a volume that may not be read (yet): nothing but names was looked at. */
    isOnlyCounted: z.boolean(),
    /** Read whole before, and unchanged since. */
    known: z.int().nonnegative(),
    /** Not yet seen twice in the same state: looked at again soon. */
    settling: z.int().nonnegative(),
    /** When the first of them may be ready; null where none settles. */
    settlesInMs: z.int().nonnegative().nullable(),
    /** Hold still and are not known: they are staged by naming this scan, because a name need not be text. */
    ready: z.int().nonnegative(),
    /** Could not be read though they hold still: each has its receipt, and is left alone as long as it stays as it is. */
    unread: z.int().nonnegative(),
    /** Their copies came out empty or cut, though the device says that they are not: they are tried again later. */
    badCopies: z.int().positive().optional(),
    /** Names that are no candidates, links, pipes and the like; and stubs. */
    passedOver: z.int().nonnegative(),
    /** A ride that the trainer app is still recording, or left behind when it died: never taken quietly. Absolute path. */
    unfinished: z.string().nullable(),
    /** Parts that could not be listed: the rest stands. */
    unlisted: z.int().nonnegative(),
    /** The system gives no more watches, or the file system tells of no changes: only scans find what is new. */
    isWatchingLimited: z.boolean(),
  }),
  z.object({ kind: z.literal('away'), scanId: z.uuid(), reason: awayReasonSchema }),
]);
export type Scanned = z.infer<typeof scannedSchema>;

export const sourceKindSchema = z.enum(['device', 'folder']);

/** How a source stands now, for the face. */
export const sourceStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('looking') }),
  /** New files, some of which are still being written or have only just been seen. */
  z.object({ kind: z.literal('settling'), files: z.int().positive() }),
  z.object({ kind: z.literal('importing'), filesDone: z.int().nonnegative(), filesAll: z.int().positive() }),
  /** Nothing is pending; of a device: it may be unplugged. */
  z.object({ kind: z.literal('at_rest') }),
  /** An unknown volume with activity files on it: the athlete is asked once. */
  z.object({ kind: z.literal('asks'), activityFiles: z.int().nonnegative() }),
  /** The athlete said never, or switched the folder off. */
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('away'), reason: awayReasonSchema }),
  /** It does not answer: left alone until it is plugged in again or tried again. */
  z.object({ kind: z.literal('stuck') }),
  /** A sports device on USB that shows no volume. */
  z.object({ kind: z.literal('no_volume') }),
]);
export type SourceState = z.infer<typeof sourceStateSchema>;

export const sourceSchema = z.object({
  sourceId: z.string().min(1),
  kind: sourceKindSchema,
  /** `Edge 530`, or the folder's last part. */
  name: z.string(),
  /** Where it lies, for people. */
  place: z.string(),
  vendor: z.string().nullable(),
  state: sourceStateSchema,
  filesFound: z.int().nonnegative(),
  filesKnown: z.int().nonnegative(),
  /** Activities that came from it since it was plugged in, or since the app started. */
  newActivities: z.int().nonnegative(),
  /** Files that wait for the device to come back. */
  filesWaiting: z.int().nonnegative(),
  /** Files whose copies came out empty or cut: they wait, and are tried again. */
  badCopies: z.int().nonnegative(),
  /** Files that could not be read, and have their receipts. */
  filesUnread: z.int().nonnegative(),
  /** Parts that could not be listed: what is in them is not known. */
  partsUnlisted: z.int().nonnegative(),
  unfinishedRide: z.string().nullable(),
  isWatchingLimited: z.boolean(),
  isRecursive: z.boolean(),
  isOn: z.boolean(),
  /** Null where it is here now for the first time. */
  lastSeenAt: z.iso.datetime({ offset: true }).nullable(),
  /** What can be done about a device that shows no volume, in the order in which it is to be tried. */
  hints: z.array(deviceHintSchema),
});
export type Source = z.infer<typeof sourceSchema>;

export interface SourcesNow {
  readonly kind: 'sources';
  readonly sources: readonly Source[];
}

export type AddFolderAnswer =
  | { readonly kind: 'added'; readonly sourceId: string }
  | { readonly kind: 'cancelled' }
  /** It, or a folder around it that is read with its subfolders, is watched already. */
  | { readonly kind: 'already'; readonly name: string }
  | { readonly kind: 'not_saved'; readonly systemCode: string }
  | { readonly kind: 'refused' };

export type ChangeSourceAnswer =
  | { readonly kind: 'changed' }
  /** It is gone meanwhile. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_saved'; readonly systemCode: string }
  | { readonly kind: 'refused' };
