// A worker in Chromium that decodes what it is sent and gives the whole result back, as a parser does: ours with its columns
// transferred, the library's as the copy that a message makes of objects.
import FitParser from 'fit-file-parser';
import { formatReaders } from '../../src-worker/formats/registry.ts';

/** What this file needs of a worker's scope; the tests are typed for Node. */
interface WorkerScope {
  onmessage: ((message: { readonly data: Asked }) => void) | null;
  postMessage(result: unknown, transfer: readonly ArrayBuffer[]): void;
}

interface Asked {
  readonly decoder: 'ours fit' | 'fit-file-parser';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const scope = globalThis as unknown as WorkerScope; // it runs in a worker and nowhere else

scope.onmessage = ({ data }) => void answer(data);

async function answer({ decoder, bytes }: Asked): Promise<void> {
  try {
    const result: unknown =
      decoder === 'ours fit'
        ? await formatReaders.fit(bytes)
        : await new FitParser({ force: true, mode: 'list' }).parseAsync(bytes.buffer);
    scope.postMessage(result, decoder === 'ours fit' ? buffersIn(result) : []);
  } catch {
    scope.postMessage(null, []);
  }
}

function buffersIn(value: unknown): readonly ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (typeof part === 'object' && part !== null)
      for (const inner of Object.values(part)) visit(inner);
  };
  visit(value);
  return [...found];
}
