// Values that must cross every wall unharmed, and a description of them in which nothing is lost: -0 is not 0, a Map is
// not an object, undefined is not absent. Used on both sides of the wall.

export function createSamples(): unknown {
  const shared = { name: 'shared' };
  const cyclic: Record<string, unknown> = { name: 'cyclic' };
  cyclic['self'] = cyclic;
  return {
    text: 'naïve 🏃 \u2028 "quoted"',
    nothing: null,
    notThere: undefined,
    numbers: [0, -0, 1.5, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER],
    big: 2n ** 70n,
    when: new Date(1234567890123),
    never: new Date(NaN),
    pattern: /a+b/giu,
    map: new Map<unknown, unknown>([
      ['key', new Set([1, 'two', undefined])],
      [{ object: 'key' }, new Map()],
    ]),
    buffer: new Uint8Array([1, 2, 3]).buffer,
    bytes: new Uint8Array([0, 127, 255]),
    part: new Uint8Array([9, 1, 2, 9]).subarray(1, 3),
    floats: new Float64Array([-0, 1e300]),
    bigs: new BigInt64Array([-1n]),
    view: new DataView(new Uint8Array([7, 8]).buffer),
    error: new RangeError('too far', { cause: new Error('deeper') }),
    twice: [shared, shared],
    cyclic,
    ['__proto__']: 'a key like any other',
  };
}

export function describe(value: unknown): string {
  const seen: object[] = [];
  const say = (part: unknown): string => {
    if (Object.is(part, -0)) return '-0';
    if (typeof part === 'bigint') return `${String(part)}n`;
    if (typeof part === 'string') return JSON.stringify(part);
    if (typeof part !== 'object' || part === null) return String(part);
    const known = seen.indexOf(part);
    if (known !== -1) return `<again ${known}>`;
    seen.push(part);
    if (part instanceof Date) return `Date(${part.getTime()})`;
    if (part instanceof RegExp) return String(part);
    if (part instanceof Error) return `${part.name}(${part.message}, ${say(part.cause)})`;
    if (part instanceof Map)
      return `Map{${[...part].map(([key, item]) => `${say(key)}=>${say(item)}`).join()}}`;
    if (part instanceof Set) return `Set{${[...part].map(say).join()}}`;
    if (part instanceof ArrayBuffer) return `ArrayBuffer(${[...new Uint8Array(part)].join()})`;
    if (ArrayBuffer.isView(part)) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      return `${part.constructor.name}(${[...bytes].join()})`;
    }
    if (Array.isArray(part)) return `[${part.map(say).join()}]`;
    const entries = Object.entries(part).map(([key, item]) => `${JSON.stringify(key)}:${say(item)}`);
    return `{${entries.join()}}`;
  };
  return say(value);
}
