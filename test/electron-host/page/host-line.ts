// The isolated world's line to Node: text out through the binding, text in through a global that Node calls.
import { createCodec } from './codec.ts';
import { receiveGlobal, type HostMessage, type PageMessage } from './host-messages.ts';

export interface HostLine {
  tell(message: PageMessage): void;
  listen(hear: (message: HostMessage) => void): void;
}

/** In Chromium since 140, and not yet in our library types. */
interface QuickBytes {
  toBase64?: () => string;
}
interface QuickBytesConstructor {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

const codec = createCodec({
  encode: (bytes) => (bytes as QuickBytes).toBase64?.() ?? btoa(latin1(bytes)),
  decode: (text) =>
    (Uint8Array as QuickBytesConstructor).fromBase64?.(text) ??
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
});

export function openHostLine(binding: string): HostLine {
  const globals = globalThis as unknown as Record<string, unknown>; // names that only exist at run time
  const send = globals[binding] as (text: string) => void; // put there by Node through CDP
  return {
    tell: (message) => send(codec.encode(message)),
    listen: (hear) => {
      // Written by codec.encode in Node from a HostMessage.
      globals[receiveGlobal] = (text: string) => hear(codec.decode(text) as HostMessage);
    },
  };
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  const step = 0x8000; // as many arguments as a call may safely have
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return text;
}
