// Canaries: things that must never leave, made up so that nothing else looks like them; and the search for them in anything
// that leaves (a bundle, a log), as it stands and decoded: URL, JSON escapes, base64 at every alignment, hex, UTF-16.

export type CanaryKind =
  'name' | 'mail' | 'token' | 'path' | 'serial' | 'position' | 'title' | 'heart' | 'header';

export interface Canary {
  readonly kind: CanaryKind;
  readonly text: string;
}

export interface CanaryHit {
  readonly canary: Canary;
  /** How it was hidden: `plain`, `base64`, `hex utf-16le` … */
  readonly how: string;
}

/** A small generator of chance, so that a hit can be looked for again (mulberry32). Numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = ['zqa', 'vyx', 'kju', 'wrö', 'xel', 'quj', 'gzi', 'ywo', 'fjy', 'bvu'];

/** Two hundred of them: twenty of each kind, forty positions. */
export function makeCanaries(seed = 1): readonly Canary[] {
  const random = chance(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const word = (): string => Array.from({ length: 3 }, () => syllables[below(syllables.length)]).join('');
  const named = (): string => {
    const text = word();
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const digits = (length: number): string => Array.from({ length }, () => String(below(10))).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const token = (): string =>
    Array.from({ length: 24 }, () => letters.charAt(below(letters.length))).join('');

  const position = (index: number): string => {
    const whole = 10 + below(70);
    const fraction = digits(6);
    const degrees = Number(`${String(whole)}.${fraction}`);
    const forms = [
      `${String(whole)}.${fraction}`,
      `${String(whole)},${fraction}`,
      String(Math.round((degrees * 2 ** 31) / 180)),
      `${String(whole)}${fraction}0`,
      `${String(whole)}°${String(below(60)).padStart(2, '0')}'${String(below(60)).padStart(2, '0')}.${digits(2)}"N`,
    ];
    return forms[index % forms.length] ?? '';
  };

  const makers: Readonly<Record<CanaryKind, (index: number) => string>> = {
    name: () => `${named()} ${named()}`,
    mail: () => `${word()}.${digits(2)}@${word()}.example`.normalize('NFC'),
    token,
    path: () => `/home/${word()}/${named()} rides/${word()}.fit`,
    serial: () => `39${digits(8)}`,
    position,
    title: () => `${named()} loop with ${named()}`,
    heart: (index) => `${String(121 + index)}bpm`,
    header: () => `X-${named()}: ${token().slice(0, 12)}`,
  };
  const kinds = Object.keys(makers) as CanaryKind[]; // the keys of a closed record
  return kinds.flatMap((kind) =>
    Array.from({ length: kind === 'position' ? 40 : 20 }, (_, index) => ({
      kind,
      text: makers[kind](index),
    })),
  );
}

export const canariesOf = (canaries: readonly Canary[], kind: CanaryKind): readonly string[] =>
  canaries.filter((canary) => canary.kind === kind).map(({ text }) => text);

const prefixLength = 3;
const slots = 1 << 16;

export type CanarySearch = (haystack: string | Uint8Array) => readonly CanaryHit[];

/** Makes the search once, to look through many things. Upper and lower case count as the same. */
export function canarySearch(canaries: readonly Canary[]): CanarySearch {
  const byPrefix = new Map<number, { readonly canary: Canary; readonly needle: string }[]>();
  const isWanted = new Uint8Array(slots);
  for (const canary of canaries) {
    const needle = canary.text.toLowerCase();
    const slot = slotOf(needle, 0);
    isWanted[slot] = 1;
    byPrefix.set(slot, [...(byPrefix.get(slot) ?? []), { canary, needle }]);
  }

  const lookThrough = (text: string): readonly Canary[] => {
    const found = new Set<Canary>();
    const low = text.toLowerCase();
    for (let at = 0; at + prefixLength <= low.length; at += 1) {
      const slot = slotOf(low, at);
      if (isWanted[slot] === 0) continue;
      for (const { canary, needle } of byPrefix.get(slot) ?? []) {
        if (low.startsWith(needle, at)) found.add(canary);
      }
    }
    return [...found];
  };

  return (haystack) => {
    const hits = new Map<Canary, string>();
    for (const { how, text } of viewsOf(haystack)) {
      for (const canary of lookThrough(text)) if (!hits.has(canary)) hits.set(canary, how);
    }
    return [...hits].map(([canary, how]) => ({ canary, how }));
  };
}

const slotOf = (text: string, at: number): number =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (slots - 1);

interface View {
  readonly how: string;
  readonly text: string;
}

/** All that a text can be read as. What was wrapped is unwrapped once more, for one wrapping inside the other. */
function* viewsOf(haystack: string | Uint8Array): Generator<View> {
  const bytes = typeof haystack === 'string' ? Buffer.from(haystack, 'utf8') : Buffer.from(haystack);
  for (const view of [...textViews('plain', bytes.toString('utf8')), ...utf16Views('', bytes)]) {
    yield view;
    yield* unwrappedViews(view);
  }
}

const percents = /(?:%[0-9a-f]{2})+/gi;
const escapes = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([bfnrt"'/\\]))/gi;

function textViews(how: string, text: string): readonly View[] {
  const hasPercents = text.search(percents) >= 0;
  const hasEscapes = text.search(escapes) >= 0;
  return [
    { how, text },
    ...(hasPercents ? [{ how: `${how} url`, text: withoutPercents(withoutPercents(text)) }] : []),
    ...(hasEscapes ? [{ how: `${how} json`, text: withoutEscapes(withoutEscapes(text)) }] : []),
    ...(hasPercents && hasEscapes
      ? [{ how: `${how} json url`, text: withoutPercents(withoutEscapes(text)) }]
      : []),
  ];
}

function* unwrappedViews({ how, text }: View): Generator<View> {
  for (const { name, runs, decode } of wrappings) {
    // Joined by a sign that stands in no canary, so that two runs do not make one; each part begins at an even place.
    const parts = [...text.matchAll(runs)].flatMap(([run]) => decode(run));
    if (parts.length === 0) continue;
    const bytes = Buffer.concat(
      parts.flatMap((part) => [part, part.length % 2 === 0 ? separator : oddSeparator]),
    );
    yield* textViews(`${how} ${name}`, bytes.toString('utf8'));
    yield* utf16Views(`${how} ${name}`, bytes);
  }
}

const separator = Buffer.from('\n\n\n\n');
const oddSeparator = Buffer.from('\n\n\n');

const wrappings: readonly {
  readonly name: string;
  readonly runs: RegExp;
  readonly decode: (run: string) => readonly Buffer[];
}[] = [
  {
    name: 'base64',
    runs: /[A-Za-z0-9+/_-]{8,}/g,
    // Where in a run the wrapped text begins is not known.
    decode: (run) => [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64')),
  },
  {
    name: 'hex',
    runs: /[0-9a-f](?:[\s:,]?[0-9a-f]){11,}/gi,
    decode: (run) => {
      const digits = run.replace(/[^0-9a-f]/gi, '');
      return [Buffer.from(digits, 'hex'), Buffer.from(digits.slice(1), 'hex')];
    },
  },
];

function utf16Views(how: string, bytes: Buffer): readonly View[] {
  return [0, 1].flatMap((start) => {
    const even = bytes.subarray(start, bytes.length - ((bytes.length - start) % 2));
    return [
      { how: `${how} utf-16le`.trim(), text: even.toString('utf16le') },
      { how: `${how} utf-16be`.trim(), text: Buffer.from(even).swap16().toString('utf16le') },
    ];
  });
}

/** Runs of %XX as UTF-8; what is none stays. */
const withoutPercents = (text: string): string =>
  text
    .replaceAll('+', '%20')
    .replace(percents, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** JSON's and JavaScript's escapes. */
const withoutEscapes = (text: string): string =>
  text.replace(escapes, (_, long: string | undefined, short: string | undefined, one: string | undefined) =>
    one === undefined
      ? String.fromCharCode(parseInt(long ?? short ?? '0', 16))
      : (shortEscapes.get(one) ?? one),
  );
