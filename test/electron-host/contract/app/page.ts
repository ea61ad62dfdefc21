// The contract's page: nearly empty, driven from the spec. Keeps what it is given for the spec to find.
import type { Bridge } from './bridge.ts';
import { createSamples, describe } from './sample-values.ts';

declare global {
  interface Window {
    bridge: Bridge;
    contractPage: typeof contractPage;
  }
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));

const dropped: { files: File[]; isFolder: boolean[] }[] = [];
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const items = [...(event.dataTransfer?.items ?? [])];
  dropped.push({
    files: [...(event.dataTransfer?.files ?? [])],
    isFolder: items.map((item) => item.webkitGetAsEntry()?.isDirectory === true),
  });
});

/** The next port that main gives to this page. */
function nextPort(): Promise<MessagePort> {
  const arrived = new Promise<MessagePort>((resolve, reject) => {
    window.addEventListener(
      'message',
      ({ data, ports: [port] }) => {
        if (data === 'port:given' && port !== undefined) resolve(port);
        else reject(new Error('no port came along'));
      },
      { once: true },
    );
  });
  window.bridge.requestPort();
  return arrived;
}

function startWorker(): Worker {
  return new Worker('/worker.js', { type: 'module' });
}

/** Asks a worker one thing and hands back its answer. */
function askWorker(worker: Worker, question: unknown, transfer: Transferable[] = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(question, transfer);
  });
}

const contractPage = { violations, dropped, nextPort, startWorker, askWorker, createSamples, describe };
window.contractPage = contractPage;
