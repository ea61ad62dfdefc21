// h(s, n) of domain 3: the short digests that identities, fingerprints and keys are made of.

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** First `digits` hex digits of the SHA-256 over the UTF-8 bytes of `text`. */
export async function shortHash(text: string, digits: number): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).slice(0, digits);
}

/** SHA-256 of bytes, 64 lower-case hex digits. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}
