// Structured clone as JSON text, for the pipe between Node and the page's isolated world. Runs on both sides,
// so it knows neither Node nor the DOM. What structured clone refuses, it refuses too.

/** Bytes as base64; Node and the page have different quick ways. */
export interface Base64 {
  readonly encode: (bytes: Uint8Array) => string;
  readonly decode: (text: string) => Uint8Array<ArrayBuffer>;
}

export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

type Json = null | boolean | number | string | readonly Json[];

const viewTypes = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};
type ViewName = keyof typeof viewTypes;
const viewNames = Object.keys(viewTypes) as ViewName[]; // the keys of a literal

const errorTypes = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const isErrorName = (name: string): name is keyof typeof errorTypes => Object.hasOwn(errorTypes, name);

/**
 * Objects are written as `[tag, …]`. Each takes a number in the order of writing, and reading counts along, so that
 * `['ref', n]` can point back: one object met twice stays one object, and cycles end.
 */
export function createCodec(base64: Base64): Codec {
  return {
    encode: (value) => JSON.stringify(createWriter(base64)(value)),
    decode: (text) => createReader(base64)(JSON.parse(text) as Json),
  };
}

function createWriter(base64: Base64): (value: unknown) => Json {
  const seen = new Map<object, number>();

  const write = (value: unknown): Json => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'undefined':
        return ['undefined'];
      case 'number':
        if (Object.is(value, -0)) return ['number', '-0'];
        return Number.isFinite(value) ? value : ['number', String(value)];
      case 'bigint':
        return ['bigint', String(value)];
      case 'object':
        return value === null ? null : writeObject(value);
      case 'function':
      case 'symbol':
        throw cloneError(value);
    }
  };

  const writeObject = (value: object): Json => {
    const known = seen.get(value);
    if (known !== undefined) return ['ref', known];
    seen.set(value, seen.size);
    if (value instanceof ArrayBuffer) return ['buffer', base64.encode(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) return writeView(value);
    if (value instanceof Date) return ['date', write(value.getTime())];
    if (value instanceof RegExp) return ['regexp', value.source, value.flags];
    if (value instanceof Error) return writeError(value);
    if (value instanceof Map) return ['map', ...[...value].map(([key, item]) => [write(key), write(item)])];
    if (value instanceof Set) return ['set', ...[...value].map(write)];
    if (Array.isArray(value)) return ['array', ...value.map(write)];
    // Platform objects (Blob, Promise, MessagePort …) name themselves; plain objects and class instances do not.
    if (Object.prototype.toString.call(value) !== '[object Object]') throw cloneError(value);
    return ['object', ...Object.entries(value).map(([key, item]) => [key, write(item)])];
  };

  const writeView = (view: ArrayBufferView): Json => {
    // Node's Buffer is a Uint8Array and arrives as one, as in Electron.
    const name = viewNames.find((candidate) => view instanceof viewTypes[candidate]);
    if (name === undefined) throw cloneError(view);
    return ['view', name, base64.encode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))];
  };

  const writeError = (error: Error): Json => [
    'error',
    isErrorName(error.name) ? error.name : 'Error',
    error.message,
    error.stack ?? '',
    write(error.cause),
  ];

  return write;
}

function createReader(base64: Base64): (wire: Json) => unknown {
  const known: unknown[] = [];

  const remember = <T>(value: T): T => {
    known.push(value);
    return value;
  };

  const read = (wire: Json): unknown => {
    if (wire === null || typeof wire !== 'object') return wire;
    const [tag, ...rest] = wire;
    const [first = null, second = null, third = null, fourth = null] = rest;
    switch (text(tag ?? null)) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(first);
      case 'bigint':
        return BigInt(text(first));
      case 'ref':
        return known[Number(first)];
      case 'buffer':
        return remember(base64.decode(text(first)).buffer);
      case 'view':
        return remember(readView(text(first), base64.decode(text(second))));
      case 'date':
        return remember(new Date(Number(read(first))));
      case 'regexp':
        return remember(new RegExp(text(first), text(second)));
      case 'error':
        return readError(text(first), text(second), text(third), fourth);
      case 'map': {
        const map = remember(new Map<unknown, unknown>());
        for (const [key, item] of pairs(rest)) map.set(read(key), read(item));
        return map;
      }
      case 'set': {
        const set = remember(new Set<unknown>());
        for (const item of rest) set.add(read(item));
        return set;
      }
      case 'array': {
        const array = remember<unknown[]>([]);
        for (const item of rest) array.push(read(item));
        return array;
      }
      case 'object': {
        const object = remember<Record<string, unknown>>({});
        for (const [key, item] of pairs(rest)) {
          // Defined, not assigned: a key named __proto__ is a key.
          const value = read(item);
          Object.defineProperty(object, text(key), {
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          });
        }
        return object;
      }
      default:
        throw new Error(`electron stand-in: unreadable wire value ${JSON.stringify(tag)}`);
    }
  };

  const readError = (name: string, message: string, stack: string, cause: Json): Error => {
    const Type = isErrorName(name) ? errorTypes[name] : Error;
    const error = remember(new Type(message));
    error.stack = stack;
    const readCause = read(cause);
    if (readCause !== undefined) error.cause = readCause;
    return error;
  };

  return read;
}

function readView(name: string, bytes: Uint8Array<ArrayBuffer>): ArrayBufferView {
  const known = viewNames.find((candidate) => candidate === name);
  if (known === undefined) throw new Error(`electron stand-in: unknown kind of array ${name}`);
  const Type = viewTypes[known] as new (buffer: ArrayBuffer) => ArrayBufferView; // what all of them have in common
  return new Type(bytes.buffer);
}

const text = (wire: Json): string => String(wire);

function pairs(wires: readonly Json[]): (readonly [Json, Json])[] {
  return wires.map((wire) => {
    if (!Array.isArray(wire)) throw new Error('electron stand-in: a pair was expected');
    return [wire[0] as Json, wire[1] as Json]; // both ends are this file
  });
}

/** Electron's words, which people search for. */
function cloneError(value: unknown): Error {
  const error = new Error(`An object could not be cloned. (${Object.prototype.toString.call(value)})`);
  error.name = 'DataCloneError';
  return error;
}
