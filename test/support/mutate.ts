// Breaks files as disks, transfers and programs break them, and as nobody does: by chance, which a seed brings back.

import { checksum as fitChecksum } from '../fixtures/fit-encoder.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Numbers from 0 to 1. */
export type Chance = () => number;

const below = (chance: Chance, end: number): number => Math.floor(chance() * end);
const oneOf = <Item>(chance: Chance, items: readonly [Item, ...Item[]]): Item =>
  items[below(chance, items.length)] ?? items[0];

function joined(...pieces: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

type Mutation = (bytes: Bytes, chance: Chance) => Bytes;

/** Values that counters, sizes and sentinels turn over at. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff, 0x40, 0x0c, 0x0e] as const;

const changeByte: Mutation = (bytes, chance) => {
  const copy = bytes.slice();
  copy[below(chance, copy.length)] = chance() < 0.5 ? oneOf(chance, edges) : below(chance, 256);
  return copy;
};

const changeBit: Mutation = (bytes, chance) => {
  const copy = bytes.slice();
  const at = below(chance, copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << below(chance, 8));
  return copy;
};

/** The beginning holds headers and definitions: more is said there than elsewhere. */
const changeBeginning: Mutation = (bytes, chance) => {
  const copy = bytes.slice();
  copy[below(chance, Math.min(160, copy.length))] = oneOf(chance, edges);
  return copy;
};

const cut: Mutation = (bytes, chance) => bytes.slice(0, below(chance, bytes.length));

const range = (bytes: Bytes, chance: Chance): readonly [number, number] => {
  const from = below(chance, bytes.length);
  return [from, Math.min(bytes.length, from + 1 + below(chance, 64))];
};

const remove: Mutation = (bytes, chance) => {
  const [from, to] = range(bytes, chance);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Mutation = (bytes, chance) => {
  const [from, to] = range(bytes, chance);
  const piece = bytes.subarray(from, to);
  const times = Array.from({ length: 1 + below(chance, 20) }, () => piece);
  return joined(bytes.subarray(0, to), ...times, bytes.subarray(to));
};

const blank: Mutation = (bytes, chance) => {
  const copy = bytes.slice();
  const [from, to] = range(bytes, chance);
  return copy.fill(oneOf(chance, edges), from, to);
};

const chain: Mutation = (bytes, chance) => joined(bytes, bytes.subarray(below(chance, bytes.length)));

/** Texts that break numbers, times, names, objects and documents. */
const words = [
  ...['NaN', '-1', '1e400', '99999999999999999999', '12,5', '0x10', '', ' ', '2026-13-45T99:99:99Z'],
  ...['1900-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-05-12', 'true', 'null', '\u0000', '\ufeff'],
  ...['__proto__', 'constructor', '&amp;', '&bogus;', '&#0;', '&#x110000;', '<', '>', ']]>', '<![CDATA[x]]>'],
  ...[
    '<!-- -- -->',
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<a>',
    '</trk>',
  ],
] as const;

/** Works on text between brackets and quotes; what is no text stays bytes all the same. */
const changeWord: Mutation = (bytes, chance) => {
  const text = new TextDecoder('latin1').decode(bytes);
  const places = [...text.matchAll(/(?<=>)[^<>]+(?=<)|(?<=")[^"<>]+(?=")|(?<=<\/?)[\w:]+/g)];
  const place = places[below(chance, places.length)];
  if (place === undefined) return changeByte(bytes, chance);
  const word = new TextEncoder().encode(oneOf(chance, words));
  return joined(bytes.subarray(0, place.index), word, bytes.subarray(place.index + place[0].length));
};

const mutations: readonly [Mutation, ...Mutation[]] = [
  ...([changeByte, changeBit, changeBeginning, cut, remove, repeat, blank, chain] as const),
];

/** What a definition says of its messages: byte order, number of the message, and width and type of each field. */
const changeDefinition: Mutation = (bytes, chance) => {
  const definition = oneOf(chance, [undefined, ...definitionsIn(bytes)]);
  if (definition === undefined) return changeByte(bytes, chance);
  const copy = bytes.slice();
  const { at, fieldCount } = definition;
  const field = at + 6 + 3 * below(chance, Math.max(1, fieldCount));
  const place = oneOf(chance, [
    at,
    at + 2,
    at + 3,
    at + 5,
    field,
    field + 1,
    field + 1,
    field + 2,
    field + 2,
  ]);
  copy[place] = chance() < 0.5 ? oneOf(chance, edges) : below(chance, 256);
  return copy;
};

interface PlacedDefinition {
  readonly at: number;
  readonly fieldCount: number;
}

/** Wherever bytes look like the definition of a FIT message that the profile has. */
function definitionsIn(bytes: Bytes): readonly PlacedDefinition[] {
  const places = Array.from(bytes.keys()).filter((at) => {
    const [header = 0, reserved, order = 2, low = 0, high = 0, fieldCount = 0] = bytes.subarray(at, at + 6);
    const number = order === 0 ? low + 256 * high : high + 256 * low;
    return (header & 0xd0) === 0x40 && reserved === 0 && order < 2 && number < 512 && fieldCount > 0;
  });
  return places.map((at) => ({ at, fieldCount: bytes[at + 5] ?? 0 }));
}

/** So that the change is believed: behind a wrong checksum a reader is on its guard. */
function withRightChecksum(bytes: Bytes): Bytes {
  const copy = bytes.slice();
  const header = copy[0] ?? 0;
  const end = header + new DataView(copy.buffer).getUint32(4, true);
  if (end + 2 > copy.length) return copy;
  const write = (at: number, sum: number): void => copy.set([sum & 0xff, sum >> 8], at);
  if (header === 14) write(12, fitChecksum([...copy.subarray(0, 12)]));
  write(end, fitChecksum([...copy.subarray(0, end)]));
  return copy;
}

export type Grammar = 'fit' | 'text' | 'bytes';

/** One to five changes, one after the other. */
export function mutated(seed: Bytes, grammar: Grammar, chance: Chance): Bytes {
  let bytes = seed;
  for (let left = 1 + below(chance, 5); left > 0 && bytes.length > 0; left -= 1) {
    const ofGrammar = { fit: changeDefinition, text: changeWord, bytes: changeByte }[grammar];
    const mutation = chance() < 0.6 ? ofGrammar : oneOf(chance, mutations);
    bytes = mutation(bytes, chance);
  }
  return grammar === 'fit' && bytes.length > 14 && chance() < 0.7 ? withRightChecksum(bytes) : bytes;
}
