// Keeps all sources alive: what is plugged in and what was granted, each with its own life, and does what their lives say:
// asks an intake to scan, begins imports of what was found, and tells the face how each one stands.
import type { Scanned, Source } from '../../src-worker/contract/sources.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { canBeKnownAgain } from '../../src-worker/contract/volume-once.ts';
import { changeSources, type ChangeSources } from './change-sources.ts';
import {
  ambiguousIds,
  idOfVolume,
  isOfInterest,
  keptFolder,
  newKept,
  plainId,
  planOf,
  rememberedVolume,
  shownSource,
  shownWithoutVolume,
  takePlace,
  volumeIdOf,
  type DeviceWithoutVolume,
  type Kept,
  type PluggedVolume,
  type SourceIntake,
} from './kept-source.ts';
import { isDue, stepSource, type SourceAction, type SourceEvent } from './source-life.ts';
import type { SeenVolume, SourcesFile } from './sources-file.ts';

interface SourcesParts {
  readonly file: SourcesFile;
  readonly now: () => Date;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** `isAlone`: by a process that reads nothing else. */
  readonly openIntake: (source: { readonly sourceId: string; readonly isAlone: boolean }) => SourceIntake;
  /** Begins nothing and gives false where nothing can be written down. */
  readonly begin: (import_: {
    readonly importId: string;
    readonly sourceId: string;
    readonly kind: 'device' | 'folder';
    readonly isAlone: boolean;
    readonly scanId: string;
    /** The root, or the one file that is wanted. */
    readonly path: string;
    /** As people say it. */
    readonly name: string;
  }) => boolean;
  readonly callOff: (importId: string, how: { readonly restWaits: boolean }) => void;
  readonly tell: (sources: readonly Source[]) => void;
  /** Calls once after that time; returns how to take it back. */
  readonly later: (ms: number, call: () => void) => () => void;
}

export interface SourcesDesk extends ChangeSources {
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
  stop(): void;
}

/** While anything is due later, the next look at the clock is not further away. */
const mostMsBetweenLooks = 1_000;

/** Of imports that ended some are asked about a moment later. */
const mostNames = 200;

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

  for (const folder of file.folders()) keep(keptFolder(folder));
  for (const volume of file.volumes()) keep(rememberedVolume(volume));
  const changes = changeSources({ file, kept, newId, now: parts.now, hear });
  goOn();

  return {
    volumesAre(volumes) {
      const here = new Map(volumes.map((volume) => [idOfVolume(volume.volumeId), volume]));
      for (const source of [...kept.values()]) {
        if (source.kind !== 'device' || !source.life.isHere) continue;
        if (here.get(source.sourceId)?.mountKey !== source.mountKey) leave(source);
      }
      const ambiguous = ambiguousIds(volumes);
      for (const [sourceId, volume] of here) {
        const source =
          kept.get(sourceId) ?? keep({ ...newKept('device', sourceId, true), name: volume.label });
        if (ambiguous.has(plainId(volume.volumeId))) doubt(source);
        if (source.life.isHere) continue;
        takePlace(source, volume);
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
      for (const source of at(root)) {
        hear(source, { kind: 'hung' });
        source.isAlone = true;
      }
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
      for (const source of kept.values()) hear(source, { kind: 'resumed' });
      goOn();
    },
    list: () => listed(),
    nameOf: (importId) => names.get(importId) ?? null,
    async addFolder(path) {
      const added = await changes.addFolder(path);
      goOn();
      return added;
    },
    async change(change) {
      const changed = await changes.change(change);
      goOn();
      return changed;
    },
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

  function leave(source: Kept): void {
    hear(source, { kind: 'went' });
    if (source.lastSeenAt !== null) seenNow(source);
    else kept.delete(source.sourceId);
  }

  /** Another one is here under the same id: a grant that is remembered may have been meant for either. */
  function doubt(source: Kept): void {
    if (source.isAmbiguous) return;
    source.isAmbiguous = true;
    if (source.isGranted) seenNow(source, null);
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
        beginImport(source, action);
        break;
      case 'call_off':
        parts.callOff(action.importId, action);
        break;
      case 'stop_intake':
        for (const [scanId, sourceId] of scans) if (sourceId === source.sourceId) scans.delete(scanId);
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
    { importId, scanId, path }: Extract<SourceAction, { kind: 'import' }>,
  ): void {
    const { sourceId, kind, isAlone, name, root } = source;
    if (!parts.begin({ importId, scanId, path: path ?? root, sourceId, kind, isAlone, name })) {
      hear(source, { kind: 'not_begun', importId });
      return;
    }
    imports.set(importId, sourceId);
    names.set(importId, name);
    const [oldest] = names.keys();
    if (names.size > mostNames && oldest !== undefined) names.delete(oldest);
  }

  function recognised(source: Kept, scanned: Extract<Scanned, { kind: 'looked' }>): void {
    const { recognition, filesFound } = scanned;
    if (recognition === null) return;
    // Who speaks MTP says its own name at the plug; a vendor's folders alone tell less.
    const saysMore = !source.isMtp || recognition.by === 'manifest';
    const isNews = saysMore && recognition.name !== '' && recognition.name !== source.name;
    if (isNews) source.name = recognition.name;
    source.vendor = recognition.vendor;
    if (source.lastSeenAt === null && recognition.by === 'unknown' && filesFound === 0) return;
    // Once a plug is enough: the file is not written with every scan.
    if (isNews || source.life.last === null || source.lastSeenAt === null) seenNow(source);
  }

  function seenNow(source: Kept, answer?: SeenVolume['answer']): void {
    const { name, vendor } = source;
    const lastSeenAt = parts.now().toISOString();
    source.lastSeenAt = lastSeenAt;
    const volumeId = volumeIdOf(source);
    // Nobody would ever ask for it again.
    if (!canBeKnownAgain(volumeId)) return;
    const seen = { volumeId, name, vendor, lastSeenAt };
    // Where it can't be saved, it is said again at the next plug.
    void file.rememberVolume(answer === undefined ? seen : { ...seen, answer });
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
    const shown = [...kept.values()].filter((source) => isOfInterest(source)).map(shownSource);
    return [...shown, ...withoutVolume.map(shownWithoutVolume)];
  }
}
