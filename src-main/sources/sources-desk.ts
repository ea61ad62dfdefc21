// Keeps all sources alive: what is plugged in and what was granted, each with its own life, and does what their lives say:
// asks an intake to scan, begins imports of what was found, and tells the face how each one stands.
import type { AwayReason, ScanPlan, Scanned, Source } from '../../src-worker/contract/sources.ts';
import type { DeviceHint } from '../../src-worker/contract/vendor-map.ts';
import { assertNever, ok, type Result } from '../../src-worker/contract/result.ts';
import { canBeKnownAgain } from '../../src-worker/contract/volume-once.ts';
import {
  isDue,
  newSource,
  stateOf,
  stepSource,
  type SourceAction,
  type SourceEvent,
  type SourceLife,
} from './source-life.ts';
import type { GrantedFolder, SourcesFile } from './sources-file.ts';

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

interface SourcesParts {
  readonly file: SourcesFile;
  readonly now: () => Date;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly openIntake: (source: {
    readonly sourceId: string;
    readonly kind: 'device' | 'folder';
  }) => SourceIntake;
  readonly begin: (import_: {
    readonly importId: string;
    readonly sourceId: string;
    readonly kind: 'device' | 'folder';
    readonly root: string;
    /** Null: the one path that is named. */
    readonly scanId: string | null;
    readonly path: string;
    /** As people say it. */
    readonly name: string;
  }) => void;
  readonly callOff: (importId: string, how: { readonly restWaits: boolean }) => void;
  readonly tell: (sources: readonly Source[]) => void;
  /** Calls once after that time; returns how to take it back. */
  readonly later: (ms: number, call: () => void) => () => void;
}

export interface SourcesDesk {
  /** All that are plugged in now. */
  volumesAre(volumes: readonly PluggedVolume[]): void;
  devicesWithoutVolumeAre(devices: readonly DeviceWithoutVolume[]): void;
  scanned(scanned: Scanned): void;
  hinted(root: string): void;
  /** The intake of this place was given up, because the place did not answer. */
  hung(root: string): void;
  /** An import met that this place is not there any more. */
  gone(root: string): void;
  fileEnded(importId: string): void;
  importEnded(ended: {
    readonly importId: string;
    readonly newActivities: number;
    readonly notBegun: number;
  }): void;
  /** After sleep. */
  lookAtAll(): void;
  list(): readonly Source[];
  /** As people say it; null of an import that came from no source. */
  nameOf(importId: string): string | null;
  addFolder(path: string): Promise<Result<{ readonly sourceId: string }, AddFolderFailure>>;
  change(change: SourceChange): Promise<Result<void, ChangeFailure>>;
  stop(): void;
}

export type AddFolderFailure =
  | { readonly kind: 'already'; readonly name: string }
  | { readonly kind: 'not_saved'; readonly systemCode: string };

export type ChangeFailure =
  { readonly kind: 'not_found' } | { readonly kind: 'not_saved'; readonly systemCode: string };

export type SourceChange =
  | { readonly change: 'switch'; readonly sourceId: string; readonly isOn: boolean }
  | { readonly change: 'subfolders'; readonly sourceId: string; readonly isRecursive: boolean }
  | { readonly change: 'remove' | 'look_now' | 'import_unfinished'; readonly sourceId: string };

interface Kept {
  readonly sourceId: string;
  readonly kind: 'device' | 'folder';
  name: string;
  vendor: string | null;
  /** Where it lies, or lay last. */
  root: string;
  mountKey: string;
  isMtp: boolean;
  isRecursive: boolean;
  /** The athlete said yes to an unknown volume. */
  isGranted: boolean;
  lastSeenAt: string | null;
  life: SourceLife;
  intake: SourceIntake | null;
}

/** While anything is due later, the next look at the clock is not further away. */
const mostMsBetweenLooks = 1_000;

export function openSourcesDesk(parts: SourcesParts): SourcesDesk {
  const { file, nowMs, newId } = parts;
  const kept = new Map<string, Kept>();
  let withoutVolume: readonly DeviceWithoutVolume[] = [];
  /** Which source asked for it. */
  const scans = new Map<string, string>();
  const imports = new Map<string, string>();
  const names = new Map<string, string>();
  let cancelTimer: () => void = () => undefined;
  let told = '';
  let isStopped = false;

  for (const folder of file.folders()) keep(folderSource(folder));
  for (const volume of file.volumes()) {
    keep({
      ...newKept('device', `volume:${volume.volumeId}`, volume.answer !== 'never'),
      name: volume.name,
      vendor: volume.vendor,
      isGranted: volume.answer === 'import',
      lastSeenAt: volume.lastSeenAt,
    });
  }
  goOn();

  return {
    volumesAre(volumes) {
      const here = new Map(volumes.map((volume) => [`volume:${volume.volumeId}`, volume]));
      for (const source of kept.values()) {
        if (source.kind !== 'device' || !source.life.isHere) continue;
        const volume = here.get(source.sourceId);
        if (volume?.mountKey !== source.mountKey) hear(source, { kind: 'went' });
      }
      for (const [sourceId, volume] of here) {
        const source =
          kept.get(sourceId) ?? keep({ ...newKept('device', sourceId, true), name: volume.label });
        if (source.life.isHere) continue;
        [source.root, source.mountKey] = [volume.root, volume.mountKey];
        source.isMtp = volume.isMtp === true;
        if (source.name === '') source.name = volume.label;
        hear(source, { kind: 'came' });
      }
      goOn();
    },
    devicesWithoutVolumeAre(devices) {
      withoutVolume = devices;
      goOn();
    },
    scanned(scanned) {
      const source = kept.get(scans.get(scanned.scanId) ?? '');
      scans.delete(scanned.scanId);
      if (source === undefined) return;
      if (scanned.kind === 'looked') recognised(source, scanned);
      hear(source, { kind: 'scanned', scanned, importId: newId() });
      goOn();
    },
    hinted(root) {
      for (const source of at(root)) hear(source, { kind: 'hinted' });
      goOn();
    },
    hung(root) {
      for (const source of at(root)) hear(source, { kind: 'hung' });
      goOn();
    },
    gone(root) {
      for (const source of at(root)) hear(source, { kind: 'gone' });
      goOn();
    },
    fileEnded(importId) {
      const source = kept.get(imports.get(importId) ?? '');
      if (source === undefined) return;
      hear(source, { kind: 'file_ended', importId });
      goOn();
    },
    importEnded({ importId, newActivities, notBegun }) {
      const source = kept.get(imports.get(importId) ?? '');
      imports.delete(importId);
      if (source === undefined) return;
      hear(source, { kind: 'import_ended', importId, newActivities, notBegun });
      goOn();
    },
    lookAtAll() {
      for (const source of kept.values()) hear(source, { kind: 'look_now' });
      goOn();
    },
    list: () => listed(),
    nameOf: (importId) => names.get(importId) ?? null,
    addFolder,
    change,
    stop() {
      isStopped = true;
      cancelTimer();
      for (const source of kept.values()) source.intake?.stop();
    },
  };

  function keep(source: Kept): Kept {
    kept.set(source.sourceId, source);
    return source;
  }

  function at(root: string): readonly Kept[] {
    return [...kept.values()].filter((source) => source.root === root && source.life.isHere);
  }

  function hear(source: Kept, event: SourceEvent): void {
    const { life, actions } = stepSource(source.life, event, nowMs());
    source.life = life;
    for (const action of actions) act(source, action);
  }

  function act(source: Kept, action: SourceAction): void {
    switch (action.kind) {
      case 'scan':
        scans.set(action.scanId, source.sourceId);
        source.intake ??= parts.openIntake(source);
        source.intake.scan({ scanId: action.scanId, root: source.root, plan: planOf(source) });
        break;
      case 'import':
        beginImport(source, { importId: action.importId, scanId: action.scanId, path: source.root });
        break;
      case 'call_off':
        parts.callOff(action.importId, action);
        break;
      case 'stop_intake':
        source.intake?.forget(source.root);
        source.intake?.stop();
        source.intake = null;
        break;
      default:
        assertNever(action);
    }
  }

  function beginImport(
    source: Kept,
    begun: { readonly importId: string; readonly scanId: string | null; readonly path: string },
  ): void {
    const { sourceId, kind, root } = source;
    imports.set(begun.importId, sourceId);
    names.set(begun.importId, source.name);
    parts.begin({ ...begun, sourceId, kind, root, name: source.name });
  }

  function recognised(source: Kept, { recognition }: Extract<Scanned, { kind: 'looked' }>): void {
    if (recognition === null) return;
    // Who speaks MTP says its own name at the plug; a vendor's folders alone tell less.
    const saysMore = !source.isMtp || recognition.by === 'manifest';
    const isNews = saysMore && recognition.name !== '' && recognition.name !== source.name;
    if (isNews) source.name = recognition.name;
    source.vendor = recognition.vendor;
    const seenAt = parts.now().toISOString();
    // Once a plug is enough: the file is not written with every scan.
    if (!isNews && source.life.last !== null) return;
    source.lastSeenAt = seenAt;
    void remember(source, seenAt);
  }

  function remember(source: Kept, lastSeenAt: string): ReturnType<SourcesFile['rememberVolume']> {
    const { name, vendor, life, isGranted } = source;
    const answer = !life.isOn ? 'never' : isGranted ? 'import' : null;
    const volumeId = source.sourceId.slice('volume:'.length);
    // Nobody would ever ask for it again.
    if (!canBeKnownAgain(volumeId)) return Promise.resolve(ok(undefined));
    return file.rememberVolume({ volumeId, name, vendor, answer, lastSeenAt });
  }

  /** Does what is due, tells what changed, and looks at the clock again when something may be due. */
  function goOn(): void {
    if (isStopped) return;
    cancelTimer();
    for (const source of kept.values()) {
      if (isDue(source.life, nowMs())) hear(source, { kind: 'due', scanId: newId() });
    }
    const sources = listed();
    const telling = JSON.stringify(sources);
    if (telling !== told) parts.tell(sources);
    told = telling;
    const dueAtMs = [...kept.values()].flatMap(({ life }) => (life.scanAtMs === null ? [] : [life.scanAtMs]));
    if (dueAtMs.length === 0) return;
    const ms = Math.min(Math.max(Math.min(...dueAtMs) - nowMs(), 0), mostMsBetweenLooks);
    cancelTimer = parts.later(ms, goOn);
  }

  function listed(): readonly Source[] {
    const sources = [...kept.values()]
      // A device that was only ever answered about is not shown before it was seen.
      .filter(({ kind, lastSeenAt, life }) => kind === 'folder' || life.isHere || lastSeenAt !== null)
      .map((source): Source => {
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
      });
    return [...sources, ...withoutVolume.map(cardOf)];
  }

  async function addFolder(path: string): ReturnType<SourcesDesk['addFolder']> {
    const around = file.folders().find((folder) => holds(folder, path));
    if (around !== undefined) return { ok: false, failure: { kind: 'already', name: lastPart(around.path) } };
    const folder: GrantedFolder = { folderId: newId(), path, isRecursive: true, isOn: true };
    const saved = await file.changeFolders((folders) => [...folders, folder]);
    if (!saved.ok) return { ok: false, failure: { kind: 'not_saved', ...saved.failure } };
    const { sourceId } = keep(folderSource(folder));
    goOn();
    return ok({ sourceId });
  }

  async function change(asked: SourceChange): ReturnType<SourcesDesk['change']> {
    const source = kept.get(asked.sourceId);
    if (source === undefined) return { ok: false, failure: { kind: 'not_found' } };
    const changed = await changeOne(source, asked);
    goOn();
    return changed.ok ? ok(undefined) : { ok: false, failure: { kind: 'not_saved', ...changed.failure } };
  }

  function changeOne(source: Kept, asked: SourceChange): ReturnType<SourcesFile['changeFolders']> {
    switch (asked.change) {
      case 'switch': {
        // To say yes to an unknown volume is to grant it.
        if (source.kind === 'device') source.isGranted = asked.isOn;
        hear(source, { kind: 'switched', isOn: asked.isOn });
        if (asked.isOn) hear(source, { kind: 'look_now' });
        return source.kind === 'device'
          ? remember(source, source.lastSeenAt ?? parts.now().toISOString())
          : changeFolder(source, { isOn: asked.isOn });
      }
      case 'subfolders':
        source.isRecursive = asked.isRecursive;
        hear(source, { kind: 'look_now' });
        return changeFolder(source, { isRecursive: asked.isRecursive });
      case 'remove':
        hear(source, { kind: 'switched', isOn: false });
        kept.delete(source.sourceId);
        return source.kind === 'folder'
          ? file.changeFolders((folders) => folders.filter(({ folderId }) => folderId !== folderIdOf(source)))
          : file.forgetVolume(source.sourceId.slice('volume:'.length));
      case 'look_now':
        hear(source, { kind: 'look_now' });
        return Promise.resolve(ok(undefined));
      case 'import_unfinished': {
        const path = source.life.last?.unfinished;
        if (path != null) beginImport(source, { importId: newId(), scanId: null, path });
        return Promise.resolve(ok(undefined));
      }
      default:
        return assertNever(asked);
    }
  }

  function changeFolder(
    source: Kept,
    changes: Partial<Pick<GrantedFolder, 'isOn' | 'isRecursive'>>,
  ): ReturnType<SourcesFile['changeFolders']> {
    return file.changeFolders((folders) =>
      folders.map((folder) => (folder.folderId === folderIdOf(source) ? { ...folder, ...changes } : folder)),
    );
  }
}

const folderIdOf = ({ sourceId }: Kept): string => sourceId.slice('folder:'.length);

const away = (reason: AwayReason) => ({ kind: 'away', reason }) as const;

function newKept(kind: Kept['kind'], sourceId: string, isOn: boolean): Kept {
  return {
    sourceId,
    kind,
    name: '',
    vendor: null,
    root: '',
    mountKey: '',
    isMtp: false,
    isRecursive: true,
    isGranted: false,
    lastSeenAt: null,
    life: newSource(kind, isOn),
    intake: null,
  };
}

function folderSource({ folderId, path, isRecursive, isOn }: GrantedFolder): Kept {
  return { ...newKept('folder', `folder:${folderId}`, isOn), name: lastPart(path), root: path, isRecursive };
}

function planOf({ kind, sourceId, isGranted, isMtp, isRecursive }: Kept): ScanPlan {
  return kind === 'device'
    ? { kind, volumeId: sourceId.slice('volume:'.length), isGranted, ...(isMtp && { isMtp }) }
    : { kind, isRecursive, isWatched: true };
}

function cardOf({ key, name, vendor, hints }: DeviceWithoutVolume): Source {
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

/** The folder itself, or one below where its subfolders are read too. */
const holds = (folder: GrantedFolder, path: string): boolean =>
  folder.path === path || (folder.isRecursive && path.startsWith(withSeparator(folder.path)));

const withSeparator = (path: string): string =>
  /[/\\]$/.test(path) ? path : `${path}${path.includes('\\') ? '\\' : '/'}`;

const lastPart = (path: string): string => path.split(/[/\\]/).filter(Boolean).at(-1) ?? path;
