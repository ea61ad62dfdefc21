// A source as main keeps it, and how it is shown: what is plugged in, what was granted, and what is only remembered.
import type { AwayReason, ScanPlan, Source } from '../../src-worker/contract/sources.ts';
import type { DeviceHint } from '../../src-worker/contract/vendor-map.ts';
import { newSource, stateOf, type SourceLife } from './source-life.ts';
import type { GrantedFolder, RememberedVolume } from './sources-file.ts';

/** A removable volume as main knows it without reading it. */
export interface PluggedVolume {
  readonly volumeId: string;
  readonly mountKey: string;
  readonly root: string;
  readonly label: string;
  /** A storage of a device that shows no volume of its own. */
  readonly isMtp?: true;
}

/** A sports device on USB that shows no volume. */
export interface DeviceWithoutVolume {
  readonly key: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly hints: readonly DeviceHint[];
}

/** What reads one source; of a volume, a process of its own. */
export interface SourceIntake {
  scan(request: { readonly scanId: string; readonly root: string; readonly plan: ScanPlan }): void;
  /** It is not looked at any more. */
  forget(root: string): void;
  /** Its process ends, where it has one of its own. */
  stop(): void;
}

export interface Kept {
  readonly sourceId: string;
  readonly kind: 'device' | 'folder';
  name: string;
  vendor: string | null;
  /** Where it lies, or lay last. */
  root: string;
  mountKey: string;
  /** Stands for the volume in the looks of its files, for as long as it is plugged in. */
  looksAs: string;
  isMtp: boolean;
  isRecursive: boolean;
  /** The athlete said yes to an unknown volume. */
  isGranted: boolean;
  /** Another volume was here that the system can't tell from it: nothing that is remembered of the one holds for the other. */
  isAmbiguous: boolean;
  /** A process of its own reads it: what hangs there disturbs no other. */
  isAlone: boolean;
  lastSeenAt: string | null;
  life: SourceLife;
  intake: SourceIntake | null;
}

export function newKept(kind: Kept['kind'], sourceId: string, isOn: boolean): Kept {
  return {
    sourceId,
    kind,
    name: '',
    vendor: null,
    root: '',
    mountKey: '',
    looksAs: '',
    isMtp: false,
    isRecursive: true,
    isGranted: false,
    isAmbiguous: false,
    isAlone: kind === 'device',
    lastSeenAt: null,
    life: newSource(kind, isOn),
    intake: null,
  };
}

export function keptFolder({ folderId, path, isRecursive, isOn }: GrantedFolder): Kept {
  return { ...newKept('folder', idOfFolder(folderId), isOn), name: lastPart(path), root: path, isRecursive };
}

export function rememberedVolume({ volumeId, name, vendor, answer, lastSeenAt }: RememberedVolume): Kept {
  const kept = newKept('device', idOfVolume(volumeId), answer !== 'never');
  return { ...kept, name, vendor, isGranted: answer === 'import', lastSeenAt };
}

export const idOfFolder = (folderId: string): string => `folder:${folderId}`;
export const folderIdOf = ({ sourceId }: Kept): string => sourceId.slice('folder:'.length);
export const idOfVolume = (volumeId: string): string => `volume:${volumeId}`;
export const volumeIdOf = ({ sourceId }: Kept): string => sourceId.slice('volume:'.length);

export const lastPart = (path: string): string => path.split(/[/\\]/).filter(Boolean).at(-1) ?? path;

export function planOf({ kind, isGranted, isRecursive, isMtp, looksAs }: Kept): ScanPlan {
  return kind === 'folder'
    ? { kind, isRecursive, isWatched: true }
    : { kind, volumeId: looksAs, isGranted, ...(isMtp && { isMtp }) };
}

/** As it lies there now. Of one of two that can't be told apart, nothing is known but what was seen at this plug. */
export function takePlace(source: Kept, { volumeId, root, mountKey, label, isMtp }: PluggedVolume): void {
  const { isAmbiguous } = source;
  [source.root, source.mountKey] = [root, mountKey];
  source.isMtp = isMtp === true;
  source.looksAs = isAmbiguous ? `${volumeId} ${mountKey}` : volumeId;
  if (isAmbiguous) source.isGranted = false;
  if (source.name === '') source.name = label;
}

/** A stick without an activity that nobody was asked about is nobody's business. */
export function isOfInterest({ kind, isGranted, lastSeenAt, life }: Kept): boolean {
  if (kind === 'folder' || isGranted || !life.isOn || lastSeenAt !== null) return true;
  const { last } = life;
  return last === null || last.recognition?.by !== 'unknown' || last.filesFound > 0;
}

export function shownSource(source: Kept): Source {
  const { life } = source;
  return {
    sourceId: source.sourceId,
    kind: source.kind,
    name: source.name,
    place: source.root,
    vendor: source.vendor,
    state: source.kind === 'device' && !life.isHere && life.isOn ? away('not_there') : stateOf(life),
    filesFound: life.last?.filesFound ?? 0,
    filesKnown: life.last?.known ?? 0,
    newActivities: life.newActivities,
    filesWaiting: life.filesWaiting,
    badCopies: life.last?.badCopies ?? 0,
    filesUnread: life.last?.unread ?? 0,
    partsUnlisted: life.last?.unlisted ?? 0,
    unfinishedRide: life.last?.unfinished ?? null,
    isWatchingLimited: life.last?.isWatchingLimited ?? false,
    isRecursive: source.isRecursive,
    isOn: life.isOn,
    lastSeenAt: source.lastSeenAt,
    hints: [],
  };
}

const away = (reason: AwayReason) => ({ kind: 'away', reason }) as const;

export function shownWithoutVolume({ key, name, vendor, hints }: DeviceWithoutVolume): Source {
  return {
    sourceId: `usb:${key}`,
    kind: 'device',
    name,
    place: '',
    vendor,
    state: { kind: 'no_volume' },
    filesFound: 0,
    filesKnown: 0,
    newActivities: 0,
    filesWaiting: 0,
    badCopies: 0,
    filesUnread: 0,
    partsUnlisted: 0,
    unfinishedRide: null,
    isWatchingLimited: false,
    isRecursive: false,
    isOn: true,
    lastSeenAt: null,
    hints: [...hints],
  };
}

/** A number behind the id says that the system can't tell the volume from another one that is there (volume-id.ts). */
const twinNumber = /(?<=-[0-9a-f]{32})-\d+$/;

/** Ids without their numbers of which more than one is plugged in. */
export function ambiguousIds(volumes: readonly PluggedVolume[]): ReadonlySet<string> {
  return new Set(
    volumes.filter(({ volumeId }) => twinNumber.test(volumeId)).map(({ volumeId }) => plainId(volumeId)),
  );
}

export const plainId = (volumeId: string): string => volumeId.replace(twinNumber, '');
