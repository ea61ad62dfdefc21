// Wiring of devices and folders: what the system says is plugged in, the intakes that read it, the imports that come of it,
// and the face that shows it.
import { app } from 'electron';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import type { EngineReport } from '../src-worker/contract/engine-messages.ts';
import type { MtpStorage } from '../src-worker/contract/mtp-storage.ts';
import type { Source } from '../src-worker/contract/sources.ts';
import type { VendorMap } from '../src-worker/contract/vendor-map.ts';
import { systemFolders } from './devices/block-devices.ts';
import { hintsFor } from './devices/hints-for.ts';
import { watchMtp } from './devices/mtp-watch.ts';
import { readUsbDevices } from './devices/read-usb-devices.ts';
import { systemVolumes } from './devices/system-volumes.ts';
import { startVolumes } from './devices/volumes.ts';
import { watchUsb } from './devices/usb-watch.ts';
import { readVendorMap, vendorMapFile } from './disk/read-vendor-map.ts';
import { plainText } from './command/words.ts';
import type { ImportDesk } from './imports/import-desk.ts';
import type { IntakeNews } from './intake/stage-order.ts';
import type { SourceListener } from './intake/intake-host.ts';
import type { Intakes } from './intakes.ts';
import type { PluggedVolume } from './sources/kept-source.ts';
import { openSourcesDesk, type SourcesDesk } from './sources/sources-desk.ts';
import { withDeviceName } from './sources/name-device.ts';
import { openSourcesFile } from './sources/sources-file.ts';
import { writeAtomically } from './saving/write-atomically.ts';

export interface WatchedSources extends Pick<
  SourcesDesk,
  'list' | 'nameOf' | 'addFolder' | 'change' | 'lookAtAll'
> {
  /** What intakes say of places. */
  readonly listener: SourceListener;
  /** What intakes say of files. */
  intakeReported(news: IntakeNews): void;
  /** With the name of the device that it speaks of. */
  named(news: IntakeNews): IntakeNews;
  heard(report: EngineReport): void;
  stop(): void;
}

interface WatchParts {
  readonly dataFolder: string;
  readonly intakes: Intakes;
  readonly desk: Pick<ImportDesk, 'begin' | 'callOff'>;
  readonly knownLooks: () => Uint8Array;
  /** False where nothing can be written down. */
  readonly canTakeIn: () => boolean;
  readonly tell: (sources: readonly Source[]) => void;
  /** Test switch; null in a packaged app. */
  readonly removableBelow: string | null;
  /** Test switch; null in a packaged app. */
  readonly sysFolder: string | null;
}

/** Nothing is begun before the engine can write it down. */
export async function watchSources(parts: WatchParts): Promise<WatchedSources> {
  const { dataFolder, intakes, desk, knownLooks } = parts;
  const vendorMap = readVendorMap(vendorMapFile(app.getAppPath()));
  const file = await openSourcesFile({ folder: dataFolder, writeAtomically });
  /** Files of imports that came from a source. */
  const importOf = new Map<string, string>();
  const ofSources = new Set<string>();

  const sources = openSourcesDesk({
    file,
    now: () => new Date(),
    nowMs: () => performance.now(),
    newId: randomUUID,
    openIntake({ sourceId, isAlone }) {
      const intake = isAlone ? intakes.open(sourceId) : intakes.shared;
      return {
        scan: (request) => intake.scan({ ...request, knownLooks: knownLooks() }),
        forget: (root) => intake.forget(root),
        stop: () => {
          if (isAlone) intakes.close(sourceId);
        },
      };
    },
    begin({ importId, sourceId, kind, isAlone, path, scanId, name }) {
      if (!parts.canTakeIn()) return false;
      ofSources.add(importId);
      if (isAlone) intakes.assign(importId, sourceId);
      const sourceName = plainText(name);
      desk.begin([path], {
        origin: kind,
        importId,
        ofScan: scanId,
        ...(sourceName !== '' && { sourceName }),
      });
      return true;
    },
    callOff: (importId, how) => desk.callOff(importId, how),
    tell: parts.tell,
    later(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });

  let mounted: readonly PluggedVolume[] = [];
  let byMtp: readonly PluggedVolume[] = [];
  const tellVolumes = () => sources.volumesAre([...mounted, ...byMtp]);
  const reader = systemVolumes(process.platform, parts.removableBelow);
  const volumes =
    reader &&
    startVolumes({
      reader,
      onChange(all) {
        mounted = all;
        tellVolumes();
      },
    });
  const usb =
    process.platform === 'linux'
      ? watchUsbOnLinux({ vendorMap, sources, intakes, sysFolder: parts.sysFolder }, (storages) => {
          byMtp = storages.map(volumeOfStorage);
          tellVolumes();
        })
      : null;

  return {
    list: () => sources.list(),
    nameOf: (importId) => sources.nameOf(importId),
    addFolder: (path) => sources.addFolder(path),
    change: (change) => sources.change(change),
    lookAtAll: () => sources.lookAtAll(),
    listener: {
      onScanned: (scanned) => sources.scanned(scanned),
      onHint: (root) => sources.hinted(root),
      onHung: (root) => sources.hung(root),
      onGone: (root) => sources.gone(root),
    },
    intakeReported(news) {
      if (news.type !== 'staged' && news.type !== 'recognised' && news.type !== 'refused') return;
      const { fileId, importId } = news.file;
      if (ofSources.has(importId)) importOf.set(fileId, importId);
    },
    named(news) {
      if (news.type !== 'refused') return news;
      const name = sources.nameOf(news.file.importId);
      return { ...news, file: withDeviceName(news.file, name === null ? null : plainText(name)) };
    },
    heard(report) {
      if (report.type === 'file_done') {
        const importId = importOf.get(report.fileId);
        importOf.delete(report.fileId);
        if (importId !== undefined) sources.fileEnded(importId);
      }
      if (report.type === 'import_done' && ofSources.delete(report.importId)) {
        const { importId, imported, notBegun } = report;
        intakes.ended(importId);
        sources.importEnded({ importId, newActivities: imported, notBegun });
      }
    },
    stop() {
      volumes?.stop();
      usb?.stop();
      sources.stop();
    },
  };
}

interface UsbParts extends Pick<WatchParts, 'intakes' | 'sysFolder'> {
  readonly vendorMap: VendorMap;
  readonly sources: SourcesDesk;
}

/** What lists them has a process of its own: a device that does not answer takes nobody else with it. */
const mtpLister = 'mtp-lister';

function watchUsbOnLinux(
  { vendorMap, sources, intakes, sysFolder }: UsbParts,
  onStorages: (storages: readonly MtpStorage[]) => void,
): { stop(): void } {
  const hintsOf = (vendor: string) => vendorMap.vendors.find((one) => one.vendor === vendor)?.hints ?? [];
  const folders = sysFolder === null ? systemFolders : { ...systemFolders, sys: sysFolder };
  const usb = watchUsb({
    vendorMap,
    readDevices: () => readUsbDevices(folders),
    readTable: () => readFile('/proc/self/mountinfo', 'latin1'),
    vendorsByMtp: () => new Set(mtp.now().flatMap(({ vendor }) => vendor ?? [])),
    nowMs: () => performance.now(),
    onChange: (devices) =>
      sources.devicesWithoutVolumeAre(
        devices.map(({ plugId, name, vendor, seen }) => ({
          key: plugId,
          name,
          vendor,
          hints: hintsFor(hintsOf(vendor), seen, process.platform),
        })),
      ),
  });
  const mtp = watchMtp({
    isWanted: () => usb.mayBeOnMtp(),
    list: () => intakes.open(mtpLister).listMtp(gvfsFolder()),
    letGo: () => intakes.close(mtpLister),
    onChange: onStorages,
  });
  return {
    stop() {
      usb.stop();
      mtp.stop();
    },
  };
}

/** Where the desktop of this user shows devices without a volume. */
const gvfsFolder = (): string =>
  join(process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${String(process.getuid?.() ?? 0)}`, 'gvfs');

const volumeOfStorage = ({ root, volumeId, deviceName }: MtpStorage): PluggedVolume => ({
  root,
  volumeId,
  // Nothing tells one plug from the next: the scan does.
  mountKey: root,
  label: deviceName,
  isMtp: true,
});
