// The test of the test: a search that finds nothing proves something only if it finds what is there.
import { describe, expect, it } from 'vitest';
import { canarySearch, makeCanaries, type Canary } from './canaries.ts';

const canaries = makeCanaries();
const search = canarySearch(canaries);

const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Everything around it is of the kind that stands in bundles and logs. */
const hidden: Readonly<Record<string, (canary: string) => string | Buffer>> = {
  'as it is': (canary) => `{"a":"removable","title":"${canary}","n":41}`,
  'in capitals': (canary) => canary.toUpperCase(),
  'in a URL': (canary) => `app://bundle/_bytes/x?name=${encodeURIComponent(canary)}&z=1`,
  'percent by percent': (canary) => `x${percent(canary)}y`,
  'twice in a URL': (canary) => encodeURIComponent(encodeURIComponent(canary)),
  'in JSON escapes': (canary) => `"${escaped(canary)}"`,
  'in JSON inside JSON': (canary) => JSON.stringify(JSON.stringify({ note: canary })),
  'in base64': (canary) => `"body":"${Buffer.from(canary).toString('base64')}"`,
  'in base64 behind one byte': (canary) => Buffer.from(`.${canary}`).toString('base64'),
  'in base64 behind two bytes': (canary) => Buffer.from(`..${canary}`).toString('base64'),
  'in base64 behind letters of its alphabet': (canary) => `Basic${Buffer.from(canary).toString('base64')}`,
  'in base64 for URLs': (canary) => Buffer.from(`{"who":"${canary}"}`).toString('base64url'),
  'in base64 of UTF-16': (canary) => Buffer.from(canary, 'utf16le').toString('base64'),
  'in a URL in base64': (canary) => Buffer.from(encodeURIComponent(canary)).toString('base64'),
  'in hex': (canary) => `hash ${Buffer.from(canary).toString('hex')} end`,
  'in hex behind half a byte': (canary) => `a${Buffer.from(canary).toString('hex')}`,
  'in hex in capitals, byte by byte': (canary) =>
    [...Buffer.from(canary)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' '),
  'in UTF-16, little end first': (canary) => Buffer.from(`log: ${canary}\n`, 'utf16le'),
  'in UTF-16, big end first': (canary) => utf16be(`log: ${canary}\n`),
  'in UTF-16 behind an odd byte': (canary) =>
    Buffer.concat([Buffer.from('x'), Buffer.from(canary, 'utf16le')]),
};

describe('two hundred canaries', () => {
  it('are two hundred different ones of every kind, none too short to mean something', () => {
    expect(new Set(canaries.map(({ text }) => text)).size).toBe(200);
    expect(new Set(canaries.map(({ kind }) => kind)).size).toBe(9);
    expect(canaries.filter(({ text }) => text.length < 6)).toEqual([]);
  });

  it.each(Object.keys(hidden))('are found %s, each of them', (way) => {
    const hide = hidden[way];
    const lost: Canary[] = [];
    for (const canary of canaries) {
      const hits = search(hide?.(canary.text) ?? '');
      if (!hits.some((hit) => hit.canary === canary)) lost.push(canary);
    }
    expect(lost).toEqual([]);
  });

  it('are not found where they are not', () => {
    expect(
      search(JSON.stringify({ sha256: 'a0f3'.repeat(16), at: '2026-05-12T07:30Z', root: 'home' })),
    ).toEqual([]);
  });
});
