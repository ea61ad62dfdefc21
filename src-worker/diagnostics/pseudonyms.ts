// Stands for what must not leave: the same thing has the same sign within one bundle, and another one in the next. The key is
// made for one bundle and forgotten, so that nobody can try out what a sign stands for.

/** What is signed; part of what is hashed, so that a path and a serial number of the same text differ. */
export type SignedKind = 'activity' | 'bytes' | 'event' | 'import' | 'job' | 'path' | 'serial';

export type Pseudonyms = (kind: SignedKind, text: string) => Promise<string>;

const digits = 16;

export function makePseudonyms(key: CryptoKey): Pseudonyms {
  const signs = new Map<string, Promise<string>>();
  return (kind, text) => {
    const named = `${kind}\0${text}`;
    const sign = signs.get(named) ?? signOf(key, named);
    signs.set(named, sign);
    return sign;
  };
}

async function signOf(key: CryptoKey, text: string): Promise<string> {
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, digits);
}

/** A key that can not be taken out of this process. */
export const newBundleKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
