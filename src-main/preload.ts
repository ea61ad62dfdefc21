// The only file in the isolated world: forwards the contract's channels, nothing more.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge } from '../src-worker/contract/desktop-bridge.ts';
import type {
  InvokeAnswers,
  InvokeChannel,
  InvokePayload,
  SendChannel,
} from '../src-worker/contract/desktop-channels.ts';
import { enginePortChannel, enginePortMessage } from '../src-worker/contract/engine-port.ts';

// Main's door answers each channel with its row of InvokeAnswers; IPC itself carries no types.
const invoke = <Channel extends InvokeChannel>(channel: Channel, payload: InvokePayload<Channel>) =>
  ipcRenderer.invoke(channel, payload) as Promise<InvokeAnswers[Channel]>;
const send = (channel: SendChannel) => ipcRenderer.send(channel);

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
  lookForOriginal: (sha256) => invoke('archive:look', { sha256 }),
  exportAll: () => invoke('data:export', undefined),
  requestEnginePort: () => send('engine:connect'),
};

contextBridge.exposeInMainWorld('desktop', desktop);

ipcRenderer.on(enginePortChannel, (event) => {
  window.postMessage(enginePortMessage, location.origin, event.ports);
});
