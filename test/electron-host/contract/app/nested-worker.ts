// A module worker within a module worker: its own imports and fetches have to arrive, too.
import { describe } from './sample-values.ts';

const response = await fetch('/bytes?length=3');
const bytes = new Uint8Array(await response.arrayBuffer());
(globalThis as unknown as { postMessage: (answer: unknown) => void }).postMessage(describe(bytes)); // a worker's global
