import { describe, expect, it } from 'vitest';
import { hasMoreElements } from '../../../src-worker/formats/xml/has-more-elements.ts';
import { decodeXmlText } from '../../../src-worker/formats/xml/decode-text.ts';
import { label, parseInstant, parseNumber } from '../../../src-worker/formats/xml/values.ts';

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

  it.each(['', 'NaN', 'Infinity', '-INF', '1e999', '0x10', '1,5', '1.234,5', '12 m', '--1', '1e'])(
    'guesses nothing of “%s”',
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );
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

describe('a name in a document', () => {
  it('gets its five entities and numbered characters, and no other', () => {
    expect(label('a &lt;b&gt; &amp; &quot;c&apos; &#228;&#x1F600; &custom; &amp;lt;')).toBe(
      'a <b> & "c\' ä😀 &custom; &lt;',
    );
  });

  it('is cut at 500 characters, and none where it is blank', () => {
    expect(label('x'.repeat(501))).toBe('x'.repeat(500));
    expect(label('x'.repeat(500))).toBe('x'.repeat(500));
    expect(label('  ')).toBeNull();
    expect(label(null)).toBeNull();
  });
});

describe('the text of a document', () => {
  const latin1 = (text: string) => Uint8Array.from(text.split('').map((letter) => letter.charCodeAt(0)));

  it('follows the encoding that the document declares', () => {
    const document = '<?xml version="1.0" encoding="ISO-8859-1"?><name>Höhe</name>';
    expect(decodeXmlText(latin1(document))).toEqual({ text: document, clean: true });
  });

  it('stays readable where Latin-1 was written under another label, and says so', () => {
    const document = '<?xml version="1.0" encoding="UTF-8"?><name>Höhe</name>';
    expect(decodeXmlText(latin1(document))).toEqual({ text: document, clean: false });
  });

  it('does not believe a declaration of UTF-16 in a document of single bytes', () => {
    const document = '<?xml version="1.0" encoding="UTF-16"?><name>Hoehe</name>';
    expect(decodeXmlText(latin1(document))).toEqual({ text: document, clean: true });
  });
});

describe('counting the points of a document', () => {
  const document = '<trk><trkpt/><a:trkpt x="trkpt"></a:trkpt><trkpt/></trk>';

  it('is content at the limit and not one past it, under any prefix, and does not count ends', () => {
    expect(hasMoreElements(document, 'trkpt', 3)).toBe(false);
    expect(hasMoreElements(document, 'trkpt', 2)).toBe(true);
  });

  it('takes no time for a document made to be slow', () => {
    expect(hasMoreElements(`<a>${':trkpt'.repeat(1_000_000)}`, 'trkpt', 1)).toBe(false);
  });
});
