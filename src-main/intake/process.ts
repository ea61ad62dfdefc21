// Entry of the intake, a utility process: the only one that touches paths that the person gave. Wiring only.
// It has no logger and no network, and writes nowhere but into the staging folder.
import { performance } from 'node:perf_hooks';
import { limits } from '../../src-worker/contract/limits.ts';
import {
  intakeRequestSchema,
  type IntakeReport,
  type IntakeRequest,
} from '../../src-worker/contract/intake-messages.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { readVendorMap } from '../disk/read-vendor-map.ts';
import { createAwakeClock } from './awake-clock.ts';
import { createBeats } from './beats.ts';
import { countFiles } from './count-files.ts';
import { createReach } from './die-at.ts';
import { intakeLimits } from './intake-limits.ts';
import { listMtpStorages } from './mtp-storages.ts';
import { fromArguments } from './process-arguments.ts';
import { runImport, type ImportTools } from './run-import.ts';
import type { ScanRequest } from './scan/run-scan.ts';
import { createScans, scanClockMs } from './scan/scans.ts';
import type { StageOrder } from './stage-order.ts';
import { createStagingQueue } from './staging-queue.ts';
import { createStagingRoom } from './staging-room.ts';
import { watchCalls } from './watch-calls.ts';

const { stagingFolder, owner, vendorMap, lying, beatMs, callMs, dieAt } = fromArguments(process.argv);
const vendors = readVendorMap(vendorMap);

// Electron shows files named *.asar as folders: from here on every file is what the system says it is.
process.noAsar = true;

const { copiesAtOnce, copiesPerImport, roomRetryMs, roomReserveBytes } = intakeLimits;
const report = (said: IntakeReport) => process.parentPort.postMessage(said);

// Asked at every beat: a longer step than two of them was sleep.
const watch = watchCalls(createAwakeClock(() => performance.now(), 2 * beatMs));
const beats = createBeats({
  stagingFolder,
  everyMs: beatMs,
  stalled: () => watch.pendingLongerThan(callMs),
  report,
});
const queue = createStagingQueue({
  copiesAtOnce,
  copiesPerImport,
  places: limits.stagedFiles,
  recognisedPlaces: limits.recognisedFiles,
  lying,
});
const room = createStagingRoom({
  stagingFolder,
  retryMs: roomRetryMs,
  reserveBytes: roomReserveBytes,
  report,
  hold: (isHeld) => queue.hold(isHeld),
});
const scans = createScans({
  vendorMap: vendors,
  watch,
  nowMs: createAwakeClock(() => performance.now(), 2 * scanClockMs),
  wallMs: () => Date.now(),
  report,
});
const calledOff = new Set<string>();
const isCalledOff = (importId: string) => calledOff.has(importId);
const tools: ImportTools = {
  stagingFolder,
  owner,
  queue,
  room,
  watch,
  nowMs: () => Date.now(),
  reach: createReach(dieAt),
  report,
  readyOf: (scanId, importId, path) => scans.ready(scanId, importId, path),
  isCalledOff,
};

process.parentPort.on('message', ({ data }) => {
  // Main is typed against the same schema: anything else is a bug, and ending here makes main answer for all we owe.
  const request = intakeRequestSchema.parse(data);
  switch (request.type) {
    case 'stage':
      void stage(request);
      break;
    case 'scan':
      void scan(request);
      break;
    case 'forget':
      scans.forget(request.root);
      break;
    case 'count':
      void count(request);
      break;
    case 'list_mtp':
      void listMtp(request);
      break;
    case 'call_off':
      calledOff.add(request.importId);
      queue.letGo(request.importId);
      break;
    case 'released':
      queue.released(request.fileId);
      break;
    default:
      assertNever(request);
  }
});

async function count({ countId, paths, upTo }: Extract<IntakeRequest, { type: 'count' }>): Promise<void> {
  report({ type: 'counted', countId, files: await countFiles(paths, upTo) });
}

/** Unwatched: whoever asked gives this process up where a device does not answer. */
async function listMtp({ listId, folder }: Extract<IntakeRequest, { type: 'list_mtp' }>): Promise<void> {
  const listed = await listMtpStorages(folder, (call) => call(), vendors);
  report({ type: 'mtp_listed', listId, storages: listed.ok ? [...listed.value] : null });
}

async function stage(order: StageOrder): Promise<void> {
  beats.begin();
  await runImport(order, tools);
  beats.end();
}

async function scan(request: ScanRequest): Promise<void> {
  beats.begin();
  await scans.scan(request);
  beats.end();
}
