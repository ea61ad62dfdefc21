// Bytes through the platform's own raw deflate, and back. For what we wrote ourselves: nothing here is limited.

export const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new CompressionStream('deflate-raw'));

/** Throws where the bytes are damaged. */
export const inflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new DecompressionStream('deflate-raw'));

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Response(bytes).body?.pipeThrough(transform);
  return new Uint8Array(await new Response(piped ?? null).arrayBuffer());
}
