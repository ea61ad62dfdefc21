// The only file in the isolated world: forwards the contract's channels, nothing more.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from '../src-worker/contract/desktop-bridge.ts';
import type {
  InvokeAnswers,
  InvokeChannel,
  InvokePayload,
  SendChannel,
  SendPayload,
  TellChannel,
} from '../src-worker/contract/desktop-channels.ts';
import type { Source } from '../src-worker/contract/sources.ts';
import { enginePortChannel, enginePortMessage } from '../src-worker/contract/engine-port.ts';
import type { PageOrder } from '../src-worker/contract/page-orders.ts';

// Main's door answers each channel with its row of InvokeAnswers; IPC itself carries no types.
const invoke = <Channel extends InvokeChannel>(channel: Channel, payload: InvokePayload<Channel>) =>
  ipcRenderer.invoke(channel, payload) as Promise<InvokeAnswers[Channel]>;
const send = <Channel extends SendChannel>(channel: Channel, payload: SendPayload<Channel>) =>
  ipcRenderer.send(channel, payload);

const desktop: DesktopBridge = {
  importFiles: (files) =>
    invoke('import:paths', {
      paths: files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    }),
  chooseAndImport: (what) => invoke('import:choose', { what }),
  retryFiles: (jobIds) => invoke('import:retry', { jobIds: [...jobIds] }),
  pauseImports: (isPaused) => invoke('imports:pause', { isPaused }),
  stopImport: (importId) => invoke('import:stop', { importId }),
  chooseAndLook: (what) => invoke('look:choose', { what }),
  importLooked: (lookId) => invoke('look:import', { lookId }),
  endLook: (lookId) => invoke('look:end', { lookId }),
  about: () => invoke('about:read', undefined),
  composeDiagnostics: () => invoke('diagnostics:compose', undefined),
  saveDiagnostics: (bundleId) => invoke('diagnostics:save', { bundleId }),
  settings: () => invoke('settings:read', undefined),
  changeSettings: (change) => invoke('settings:change', change),
  background: () => invoke('background:read', undefined),
  changeBackground: (change) => invoke('background:change', change),
  lookForOriginal: (sha256) => invoke('archive:look', { sha256 }),
  exportAll: () => invoke('data:export', undefined),
  sources: () => invoke('sources:read', undefined),
  onSources: (listener) => {
    // Main tells what the contract says; IPC itself carries no types.
    const hear = (_event: unknown, told: unknown) => listener(told as readonly Source[]);
    ipcRenderer.on('sources:changed' satisfies TellChannel, hear);
    return () => ipcRenderer.off('sources:changed' satisfies TellChannel, hear);
  },
  addFolder: () => invoke('sources:add_folder', undefined),
  changeSource: (change) => invoke('sources:change', change),
  onOrder: (hear) => {
    const listen = (_event: unknown, order: unknown) => hear(order as PageOrder);
    ipcRenderer.on('page:order' satisfies TellChannel, listen);
    send('face:ready', undefined);
    return () => ipcRenderer.off('page:order' satisfies TellChannel, listen);
  },
  tellLookedAt: (upTo) => send('imports:looked', { upTo }),
  quit: () => send('app:quit', undefined),
  requestEnginePort: () => send('engine:connect', undefined),
};

contextBridge.exposeInMainWorld('desktop', desktop);

ipcRenderer.on(enginePortChannel, (event) => {
  window.postMessage(enginePortMessage, location.origin, event.ports);
});
