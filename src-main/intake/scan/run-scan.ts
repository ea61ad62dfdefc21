// One scan as a story: open the root, recognise the volume, walk, judge every file by how it looks now and looked before,
// remember, tell. Every hint, pull and hang only decides when there is a scan: what a scan finds is what is there.
import type { VendorMap } from '../../../src-worker/contract/vendor-map.ts';
import type { IntakeRequest } from '../../../src-worker/contract/intake-messages.ts';
import { assertNever, failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import type { AwayReason, Recognition, Scanned, ScanPlan } from '../../../src-worker/contract/sources.ts';
import { digestOfLook } from '../file-look.ts';
import { openFolderBelow } from '../recognise/reach-below.ts';
import { setOfLooks, type LookSet } from '../packed-looks.ts';
import { awayReasonOf } from '../away-reason.ts';
import { recogniseVolume } from '../recognise/recognise-volume.ts';
import type { Watched } from '../watch-calls.ts';
import type { FolderWatcher } from '../watch/watch-folders.ts';
import { looksIn, pathForPeople, type FileBelow } from './look-in-source.ts';
import { namesInFolder, namesOnVolume, type NamesToTake } from './names-to-take.ts';
import { isStillThere, openSource, type SourcePlace } from './open-source.ts';
import { firstSeen, seenAgain, standingOf, stubMs, type FileStanding, type Seen } from './settle.ts';
import type { SourceMemories, SourceMemory } from './source-memory.ts';
import { isRideKnown } from './unfinished-ride.ts';
import { deepestFolder, walkFolder } from './walk-folders.ts';

export type ScanRequest = Extract<IntakeRequest, { type: 'scan' }>;

export interface ScanTools {
  readonly vendorMap: VendorMap;
  readonly memories: SourceMemories;
  readonly watcher: FolderWatcher;
  readonly watched: Watched;
  /** Monotonic, of awake time. */
  readonly nowMs: () => number;
  /** By the clock that gives files their times. */
  readonly wallMs: () => number;
  /** False when its root was forgotten meanwhile. */
  readonly isWanted: () => boolean;
}

/** A volume that nobody knows is not read through: whoever keeps activities on a stick keeps them near its top. */
const deepestOnUnknown = 3;

/** Nor is a disk full of backups kept busy only to ask about it: the count is then one of at least so many. */
const mostFoldersToCount = 500;

export async function runScan(request: ScanRequest, tools: ScanTools): Promise<Scanned> {
  const { scanId, root, plan } = request;
  const { memories, watcher, watched, nowMs } = tools;
  const startedMs = nowMs();
  const away = (reason: AwayReason): Scanned => {
    watcher.forget(root);
    return { kind: 'away', scanId, reason };
  };
  const place = await openSource(root, watched);
  if (!place.ok) return away(awayReasonOf(place.failure));
  const ground = await groundOf(root, plan, tools);
  if (!ground.ok) return away(ground.failure);
  const volumeId = plan.kind === 'device' ? plan.volumeId : null;
  const isMtp = plan.kind === 'device' && plan.isMtp === true;
  const memory = memories.of({ root, ...place.value, volumeId, isMtp, lookOf: looksIn(root, plan) });
  const tally = await walkGround(memory, { request, place: place.value, ground: ground.value }, tools);
  if (tally.unlisted > 0 && !(await isStillThere(place.value, watched))) {
    const now = await openSource(root, watched);
    return away(now.ok ? 'device_failed' : awayReasonOf(now.failure));
  }
  memory.ready = { scanId, files: tally.ready.sort(), unfinished: tally.unfinished };
  if (tally.unlisted === 0) forgetUnmet(memory);
  const isWatched = plan.kind === 'folder' && plan.isWatched && tools.isWanted();
  const { openAt } = place.value;
  const scanMs = nowMs() - startedMs;
  const isWatchingLimited = isWatched
    ? (await watcher.follow({ root, openAt, folders: tally.folders, scanMs, watched })) === 'limited'
    : false;
  if (!isWatched) watcher.forget(root);
  return {
    kind: 'looked',
    scanId,
    recognition: ground.value.recognition,
    filesFound:
      tally.counted + tally.known + tally.settling + tally.ready.length + tally.unread + tally.badCopies,
    isOnlyCounted: !ground.value.mayRead,
    known: tally.known,
    settling: tally.settling,
    settlesInMs: tally.settlesAtMs === Infinity ? null : Math.max(0, Math.ceil(tally.settlesAtMs - nowMs())),
    ready: tally.ready.length,
    unread: tally.unread,
    ...(tally.badCopies > 0 && { badCopies: tally.badCopies }),
    passedOver: tally.passedOver,
    unfinished: tally.unfinished === null ? null : pathForPeople(root, tally.unfinished),
    unlisted: tally.unlisted,
    isWatchingLimited,
  };
}

/** What of the root is walked, and by which rules. */
interface Ground {
  readonly recognition: Recognition | null;
  /** Below the root. */
  readonly folders: readonly Buffer[];
  readonly deepest: number;
  readonly names: NamesToTake;
  /** False: only counted. */
  readonly mayRead: boolean;
}

async function groundOf(
  root: string,
  plan: ScanPlan,
  { vendorMap, watched }: ScanTools,
): Promise<Result<Ground, AwayReason>> {
  switch (plan.kind) {
    case 'folder':
      return ok({
        recognition: null,
        folders: [Buffer.alloc(0)],
        deepest: plan.isRecursive ? deepestFolder : 0,
        names: namesInFolder(vendorMap),
        mayRead: true,
      });
    case 'device': {
      const recognised = await recogniseVolume(root, watched, vendorMap);
      if (!recognised.ok) return failed(recognised.failure);
      const { recognition, activityFolders, isKnownVendor, rules } = recognised.value;
      return ok({
        recognition,
        folders: activityFolders,
        deepest: isKnownVendor ? deepestFolder : deepestOnUnknown,
        names: namesOnVolume(rules),
        mayRead: isKnownVendor || plan.isGranted,
      });
    }
    default:
      return assertNever(plan);
  }
}

interface ScanTally {
  counted: number;
  known: number;
  settling: number;
  badCopies: number;
  /** When the first of them may be ready. */
  settlesAtMs: number;
  unread: number;
  passedOver: number;
  unlisted: number;
  /** Below the root. */
  unfinished: string | null;
  readonly ready: string[];
  readonly folders: string[];
}

interface GroundToWalk {
  readonly request: ScanRequest;
  readonly place: SourcePlace;
  readonly ground: Ground;
}

async function walkGround(
  memory: SourceMemory,
  { request, place, ground }: GroundToWalk,
  { watched, nowMs, wallMs }: ScanTools,
): Promise<ScanTally> {
  const tally: ScanTally = {
    counted: 0,
    known: 0,
    settling: 0,
    badCopies: 0,
    settlesAtMs: Infinity,
    unread: 0,
    passedOver: 0,
    unlisted: 0,
    unfinished: null,
    ready: [],
    folders: [],
  };
  const knownLooks = setOfLooks(request.knownLooks);
  memory.scans += 1;
  const judgeFile = (file: FileBelow, time: { readonly fromMs: number; readonly toMs: number }) => {
    const { below, stats } = file;
    // Found before, through another of the folders.
    if (memory.files.get(below)?.metIn === memory.scans) return;
    const isElsewhere = request.plan.kind === 'device' && stats.dev !== place.device;
    const seen = { ...seenIn(memory, file, ground.names, wallMs()), ...time };
    count(tally, isElsewhere ? { kind: 'left' } : standingIn(memory, below, seen, knownLooks), below);
  };
  for (const folder of ground.folders) {
    const opened = await openFolderBelow(place.openAt, folder, watched);
    if (!opened.ok) {
      tally.unlisted += 1;
      continue;
    }
    try {
      await walkFolder(opened.value, folder.toString('latin1'), {
        names: ground.names,
        deepest: ground.deepest,
        looksAtFiles: ground.mayRead,
        isEnough: () => !ground.mayRead && tally.folders.length >= mostFoldersToCount,
        watched,
        nowMs,
        told: {
          files: (met, time) => met.forEach((file) => judgeFile(file, time)),
          counted: (names) => (tally.counted += names),
          passedOver: (names) => (tally.passedOver += names),
          unfinished: (below) => (tally.unfinished ??= below),
          unlisted: () => (tally.unlisted += 1),
          folder: (below) => tally.folders.push(below),
        },
      });
    } finally {
      await opened.value.close();
    }
  }
  if (tally.unfinished === null) return tally;
  if (await isRideKnown(memory, tally.unfinished, { knownLooks, watched })) tally.unfinished = null;
  return tally;
}

function seenIn(
  memory: SourceMemory,
  file: FileBelow,
  { smallestBytes }: NamesToTake,
  wallMs: number,
): Omit<Seen, 'fromMs' | 'toMs'> {
  const { size, mtimeMs, ctimeNs } = file.stats;
  const isOld = Number(mtimeMs) < wallMs - stubMs;
  return {
    look: digestOfLook(memory.lookOf(file)),
    changedNs: ctimeNs,
    stub: size >= BigInt(smallestBytes) ? 'no' : isOld ? 'old' : 'fresh',
  };
}

function standingIn(memory: SourceMemory, below: string, seen: Seen, knownLooks: LookSet): FileStanding {
  const known = memory.files.get(below) ?? firstSeen(seen, memory.scans);
  seenAgain(known, seen);
  known.metIn = memory.scans;
  memory.files.set(below, known);
  return standingOf(known, seen, knownLooks);
}

function count(tally: ScanTally, standing: FileStanding, below: string): void {
  switch (standing.kind) {
    case 'known':
      tally.known += 1;
      break;
    case 'settling':
      tally.settling += 1;
      tally.settlesAtMs = Math.min(tally.settlesAtMs, standing.untilMs);
      break;
    case 'ready':
      tally.ready.push(below);
      break;
    case 'waits':
      tally.badCopies += 1;
      break;
    case 'unread':
      tally.unread += 1;
      break;
    case 'left':
      tally.passedOver += 1;
      break;
    default:
      assertNever(standing);
  }
}

/** What is gone may come back as something else: it has to hold still anew. */
function forgetUnmet(memory: SourceMemory): void {
  for (const [below, { metIn }] of memory.files) if (metIn !== memory.scans) memory.files.delete(below);
}
