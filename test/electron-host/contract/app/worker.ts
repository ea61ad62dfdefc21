// The contract's module worker: fetches, starts a worker of its own, and talks over a port that main gave to the page.

type Question =
  | { readonly ask: 'fetch'; readonly url: string }
  | { readonly ask: 'nested' }
  | { readonly ask: 'port'; readonly port: MessagePort; readonly count: number }
  | { readonly ask: 'bulk'; readonly port: MessagePort; readonly length: number };

// A worker's global; the test's library types know the page's only.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<Question>) => void;
  postMessage: (answer: unknown) => void;
};

scope.onmessage = ({ data }) => {
  answer(data).then(
    (value) => scope.postMessage(value),
    (error: unknown) => scope.postMessage(String(error)),
  );
};

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'fetch': {
      const response = await fetch(question.url);
      const bytes = await response.arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return { status: response.status, length: bytes.byteLength, sha256: [...digest] };
    }
    case 'nested': {
      const nested = new Worker('/nested-worker.js', { type: 'module' });
      return await new Promise((resolve, reject) => {
        nested.onmessage = ({ data }) => resolve(data);
        nested.onerror = ({ message }) => reject(new Error(message));
      });
    }
    case 'port':
      return await exchange(question.port, question.count);
    case 'bulk':
      return await sendBulk(question.port, question.length);
  }
}

/** Posts the numbers up to `count` and collects as many answers. */
function exchange(port: MessagePort, count: number): Promise<unknown> {
  const heard: unknown[] = [];
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => {
      heard.push(data);
      if (heard.length === count) resolve(heard);
    };
    for (let number = 0; number < count; number++)
      port.postMessage({ number, bytes: new Uint8Array([number]) });
  });
}

/** Posts so many bytes and compares what comes back. */
function sendBulk(port: MessagePort, length: number): Promise<unknown> {
  const sent = new Uint8Array(length).map((_, index) => index % 251);
  const before = performance.now();
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<'early' | { heard: Uint8Array }>) => {
      if (data === 'early') return;
      const { heard } = data;
      resolve({
        kind: heard.constructor.name,
        length: heard.length,
        isEqual: heard.every((byte, index) => byte === sent[index]),
        milliseconds: Math.round(performance.now() - before),
      });
    };
    port.postMessage(sent);
  });
}
