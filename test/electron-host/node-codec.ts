// The page's codec with Node's way of writing base64.
import { createCodec } from './page/codec.ts';

export const codec = createCodec({
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  // Copied: Node keeps small buffers in a common pool, and the reader takes `.buffer` as a whole.
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});
