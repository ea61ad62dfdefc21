// The contract's preload.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from './bridge.ts';

const bridge: Bridge = {
  fixed: { number: 7, list: ['a', 'b'] },
  add: (a, b) => a + b,
  fail: () => {
    throw new Error('preload failed');
  },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args) as Promise<unknown>, // typed any by Electron
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  onMessage: (channel, callback) => {
    const listener = (_event: unknown, ...args: unknown[]): void => callback(...args);
    ipcRenderer.on(channel, listener);
    return () => {
      ipcRenderer.off(channel, listener);
    };
  },
  callNow: (callback) => callback(20) + 1,
  pathOf: (file) => webUtils.getPathForFile(file),
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)),
  requestPort: () => ipcRenderer.send('port:request'),
  preloadGlobals: () => ({
    require: typeof require,
    process: typeof process,
    sandboxed: String(process.sandboxed),
    Buffer: typeof Buffer,
    secret: String((globalThis as { preloadSecret?: number }).preloadSecret), // set below
  }),
};

Object.assign(globalThis, { preloadSecret: 42 });
contextBridge.exposeInMainWorld('bridge', bridge);

ipcRenderer.on('port:given', (event) => {
  window.postMessage('port:given', location.origin, event.ports);
});
