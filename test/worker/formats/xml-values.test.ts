import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openXmlText } from '../../../src-worker/formats/xml/decode-text.ts';
import {
  label,
  parseDecimal,
  parseInstant,
  parseNumber,
  parsePlainUtc,
} from '../../../src-worker/formats/xml/values.ts';

describe('a number in a document', () => {
  it.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['+7.', 7],
    ['.25', 0.25],
    ['1.5E3', 1500],
    ['007', 7],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it('is the one that the language reads, to the last bit', () => {
    const digits = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), maxLength });
    const written = fc
      .tuple(fc.constantFrom('', '-', '+'), digits(20), fc.constantFrom('', '.'), digits(25))
      .filter(([, whole, , decimals]) => whole + decimals !== '');
    fc.assert(
      fc.property(written, (parts) => {
        const text = parts.join('');
        expect(parseDecimal(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('may have blanks around it', () => {
    expect(parseNumber('\n 12.5 ')).toBe(12.5);
  });

  it.each([
    '',
    'NaN',
    'Infinity',
    '-INF',
    '1e999',
    '0x10',
    '1,5',
    '1.234,5',
    '12 m',
    '--1',
    '1e',
    '.',
    '-',
    '+.',
    '1.2.3',
    '1-2',
    '9'.repeat(400),
  ])('guesses nothing of “%s”', (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});

describe('an instant in a document', () => {
  const ms = (iso: string) => Date.parse(iso);

  it.each([
    ['2026-05-12T07:30:00Z', ms('2026-05-12T07:30:00Z'), null, true],
    ['2026-05-12T07:30:00.25z', ms('2026-05-12T07:30:00.250Z'), null, true],
    ['2026-05-12T07:30:00,5Z', ms('2026-05-12T07:30:00.500Z'), null, true],
    ['2026-05-12T09:30:00+02:00', ms('2026-05-12T07:30:00Z'), 7200, true],
    ['2026-05-12T02:00:00-0530', ms('2026-05-12T07:30:00Z'), -19_800, true],
    ['2026-05-12T07:30:00', ms('2026-05-12T07:30:00Z'), null, false],
    ['2026-05-12 07:30', ms('2026-05-12T07:30:00Z'), null, false],
    ['2016-12-31T23:59:60Z', ms('2017-01-01T00:00:00Z'), null, true],
    ['2026-05-12T24:00:00Z', ms('2026-05-13T00:00:00Z'), null, true],
    ['0050-01-01T00:00:00Z', ms('0050-01-01T00:00:00Z'), null, true],
  ])('reads %s', (text, instant, offsetSeconds, hasZone) => {
    expect(parseInstant(text)).toEqual({ ms: instant, offsetSeconds, hasZone });
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-05-12T25:00:00Z',
    '2026-05-12T07:61:00Z',
    '2026-05-12T07:30:00+15:00',
    '12026-05-12T07:30:00Z',
  ])('is none in “%s”', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('an instant in its plain form', () => {
  it('means what the careful way reads, to the millisecond', () => {
    const instants = fc.date({
      min: new Date('1000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (date) => {
        const withFraction = date.toISOString();
        const whole = `${withFraction.slice(0, 19)}Z`;
        expect(parsePlainUtc(withFraction)).toBe(parseInstant(withFraction)?.ms);
        expect(parsePlainUtc(whole)).toBe(parseInstant(whole)?.ms);
      }),
    );
  });

  it.each([
    '2026-05-12T07:30:00+02:00',
    '2026-05-12T07:30:00',
    '2026-05-12 07:30:00Z',
    '2026-05-12T07:30:00.1Z',
    '2026-05-12T07:30:00,123Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-05-12T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '0050-01-01T00:00:00Z',
    '2026-05-1xT00:00:00Z',
    '2026-05-12T07:30:00.12xZ',
    '',
  ])('is left to the careful way as “%s”', (text) => {
    expect(parsePlainUtc(text)).toBeNaN();
  });
});

describe('a name in a document', () => {
  it('is cut at 500 characters, and none where it is blank', () => {
    expect(label('x'.repeat(501))).toBe('x'.repeat(500));
    expect(label('x'.repeat(500))).toBe('x'.repeat(500));
    expect(label('  ')).toBeNull();
    expect(label(null)).toBeNull();
    expect(label(undefined)).toBeNull();
  });
});

describe('the text of a document', () => {
  const single = (text: string) => Uint8Array.from(text.split('').map((letter) => letter.charCodeAt(0)));
  const wide = (text: string, isLittleEndian: boolean): Uint8Array => {
    const bytes = new DataView(new ArrayBuffer(text.length * 2));
    text.split('').forEach((letter, at) => bytes.setUint16(at * 2, letter.charCodeAt(0), isLittleEndian));
    return new Uint8Array(bytes.buffer);
  };
  const read = (bytes: Uint8Array) => {
    const text = openXmlText(bytes);
    return { text: [...text.pieces].join(''), clean: text.isClean() };
  };

  it.each(['ISO-8859-1', 'iso-8859-15', 'windows-1252'])(
    'follows the encoding %s that the document declares',
    (encoding) => {
      const document = `<?xml version="1.0" encoding="${encoding}"?><name>Höhe</name>`;
      expect(read(single(document))).toEqual({ text: document, clean: true });
    },
  );

  it('follows a declared encoding beyond Latin letters', () => {
    const document = '<?xml version="1.0" encoding="windows-1251"?><name>\xc2\xfb</name>';
    expect(read(single(document)).text).toContain('<name>Вы</name>');
  });

  it.each([true, false])(
    'is wide where its bytes are, marked or not (little end first: %s)',
    (isLittleEndian) => {
      const document = '<name>Höhe 😀</name>';
      expect(read(wide(document, isLittleEndian))).toEqual({ text: document, clean: true });
      expect(read(wide(`\ufeff${document}`, isLittleEndian))).toEqual({ text: document, clean: true });
    },
  );

  it('loses its mark', () => {
    expect(read(new TextEncoder().encode('\ufeff<name/>'))).toEqual({ text: '<name/>', clean: true });
  });

  it('stays readable where Latin-1 was written under another label, and says so', () => {
    const document = '<?xml version="1.0" encoding="UTF-8"?><name>Höhe</name>';
    expect(read(single(document))).toEqual({ text: document, clean: false });
  });

  it('does not believe a declaration of UTF-16 in a document of single bytes', () => {
    const document = '<?xml version="1.0" encoding="UTF-16"?><name>Hoehe</name>';
    expect(read(single(document))).toEqual({ text: document, clean: true });
  });

  it('is UTF-8 under a label that nobody knows', () => {
    const document = '<?xml version="1.0" encoding="x-own"?><name>Höhe</name>';
    expect(read(new TextEncoder().encode(document))).toEqual({ text: document, clean: true });
  });

  it('is whole where characters lie across pieces, and says where it ends inside one', () => {
    const document = `<name>${'x😀ö'.repeat(50_000)}</name>`;
    const bytes = new TextEncoder().encode(document);
    expect(read(bytes)).toEqual({ text: document, clean: true });
    const cut = new TextEncoder().encode('<name>ö').subarray(0, -1);
    expect(read(cut)).toEqual({ text: '<name>', clean: false });
  });
});
