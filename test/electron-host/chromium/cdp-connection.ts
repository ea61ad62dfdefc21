// The Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a NUL byte. No port is opened.
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { debugLog } from '../debug-log.ts';
import type { CdpEvent, CdpEventName, CdpMethod, CdpParameters, CdpResult } from './cdp-types.ts';

/** One side of the protocol: the whole browser, or one page of it. */
export interface CdpSession {
  send<Method extends CdpMethod>(
    method: Method,
    parameters?: CdpParameters<Method>,
  ): Promise<CdpResult<Method>>;
  /** Sends where nobody waits for the answer; a page or browser that is gone is no error. */
  tell<Method extends CdpMethod>(method: Method, parameters?: CdpParameters<Method>): void;
  on<Name extends CdpEventName>(name: Name, listener: (event: CdpEvent<Name>) => void): void;
}

export interface CdpConnection extends CdpSession {
  session(sessionId: string): CdpSession;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Incoming {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
}

export function connectCdp(toBrowser: Writable, fromBrowser: Readable): CdpConnection {
  const events = new EventEmitter().setMaxListeners(0);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let closed = false;

  const hear = (message: Incoming): void => {
    if (message.id !== undefined) {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) asked?.resolve(message.result);
      else asked?.reject(new Error(`${asked.method}: ${message.error.message}`));
    } else if (message.method !== undefined) {
      events.emit(`${message.sessionId ?? ''}:${message.method}`, message.params);
    }
  };

  const close = (): void => {
    closed = true;
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: the browser is gone`));
    waiting.clear();
  };

  readMessages(fromBrowser, (message) => {
    try {
      hear(message);
    } catch (error) {
      // A listener of the app failed: that is an uncaught error, but the messages behind this one still count.
      setImmediate(() => {
        throw error;
      });
    }
  });
  fromBrowser.on('close', close);
  // A browser that died leaves a broken pipe; its end is told by `close`.
  toBrowser.on('error', close);

  const side = (sessionId: string | undefined): CdpSession => {
    const send: CdpSession['send'] = <Method extends CdpMethod>(
      method: Method,
      params?: CdpParameters<Method>,
    ) =>
      new Promise<CdpResult<Method>>((resolve, reject) => {
        if (closed) return reject(new Error(`${method}: the browser is gone`));
        const id = ++lastId;
        // The protocol answers a method with that method's result.
        waiting.set(id, { method, resolve: resolve as (result: unknown) => void, reject });
        toBrowser.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId })}\0`);
      });
    return {
      send,
      tell: (method, params) => void send(method, params).catch((error: unknown) => debugLog(error)),
      on: (name, listener) => void events.on(`${sessionId ?? ''}:${name}`, listener),
    };
  };

  return { ...side(undefined), session: (sessionId) => side(sessionId) };
}

function readMessages(stream: Readable, hear: (message: Incoming) => void): void {
  let parts: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      parts.push(rest.subarray(0, end));
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      rest = rest.subarray(end + 1);
      hear(JSON.parse(text) as Incoming); // Chromium's own words
    }
    if (rest.length > 0) parts.push(rest);
  });
}
