// What a device says of itself, and that nothing can be said that does harm.
import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import {
  longestManifestBytes,
  readGarminManifest,
} from '../../../../src-main/intake/recognise/garmin-manifest.ts';
import { mutated } from '../../../support/mutate.ts';
import { seededChance } from '../../../support/seeded-chance.ts';
import { garminXml, secrets, type GarminXml } from './garmin-xml.ts';

const read = (text: string) => readGarminManifest(Buffer.from(text, 'utf8'));
const said = (said: GarminXml) => read(garminXml(said));

describe('a manifest as devices write it', () => {
  it('gives model, hashed unit and the folder that activities are written to, and nothing else', () => {
    expect(read(garminXml())).toEqual({
      modelName: 'Edge 530',
      unitHash: createHash('sha256').update('3987654321').digest('hex').slice(0, 16),
      activityFolders: [['Garmin', 'Activities']],
    });
    const told = JSON.stringify(read(garminXml()));
    for (const secret of [...secrets, '3987654321', '006-B3121-00']) expect(told).not.toContain(secret);
  });

  it('may name several folders, each once, and end a path with a slash', () => {
    const paths = ['GARMIN/Activity/', 'GARMIN/Activity/', 'GARMIN/Sports/Indoor'];
    expect(said({ paths })?.activityFolders).toEqual([
      ['GARMIN', 'Activity'],
      ['GARMIN', 'Sports', 'Indoor'],
    ]);
  });

  it('may say little: what is missing is null or empty', () => {
    const bare = `<Device xmlns="http://www.garmin.com/xmlschemas/GarminDevice/v2"><Model/></Device>`;
    expect(read(bare)).toEqual({ modelName: null, unitHash: null, activityFolders: [] });
    expect(said({ unitId: '0000', model: '   ' })).toMatchObject({ modelName: null, unitHash: null });
    expect(said({ direction: 'InputToUnit' })?.activityFolders).toEqual([]);
  });

  it('is read with a byte order mark, other line ends and a later version of its language', () => {
    const namespace = 'http://www.garmin.com/xmlschemas/GarminDevice/v3';
    expect(read(`\uFEFF${garminXml({ namespace }).replaceAll('\n', '\r\n')}`)?.modelName).toBe('Edge 530');
  });

  it('shows a name without what nobody would see, and not longer than a name is', () => {
    expect(said({ model: 'Edge\u202E 0\u0007\u200F35 \n Plus' })?.modelName).toBe('Edge 0 35 Plus');
    expect(said({ model: '🚴'.repeat(500) })?.modelName).toBe('🚴'.repeat(60));
  });
});

test.each([
  '../outside',
  'Garmin/../../outside',
  'Garmin/./Activities',
  '/etc',
  '//server/share',
  'C:/Garmin',
  'Garmin\\Activities',
  '..\\outside',
  'Garmin//Activities',
  'Garmin/Act\u0001ivities',
  '',
  '.',
  'a/'.repeat(17),
  'a'.repeat(256),
  'a/'.repeat(2_000),
])('a path that could lead elsewhere is no activity folder: %j', (path) => {
  expect(said({ paths: [path, 'Garmin/Activities'] })?.activityFolders).toEqual([['Garmin', 'Activities']]);
});

describe('what is not understood', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'abcdefghij'.charAt(at + 1)} "${`&${'abcdefghij'.charAt(at)};`.repeat(10)}">`).join('')}]>`;
  const open = '<Device xmlns="http://www.garmin.com/xmlschemas/GarminDevice/v2">';
  const inDevice = (text: string) => `${open}${text}</Device>`;

  it.each([
    ['nothing', ''],
    ['a FIT file', '\x0e\x10.FIT'],
    ['a page', '<html><body>Edge 530</body></html>'],
    ['a billion laughs', `${laughs}${garminXml({ model: '&j;' }).replace(/^.*\n/, '')}`],
    ['a document type in lower case', `<!doctype Device>${open}</Device>`],
    [
      'a document type after a comment',
      `<!-- -->\n<! DOCTYPE Device SYSTEM "file:///etc/passwd">${open}</Device>`,
    ],
    ['another namespace', garminXml({ namespace: 'http://example.com/GarminDevice/v2' })],
    ['no namespace', '<Device><Model><Description>Edge 530</Description></Model></Device>'],
    ['another root', `<Other>${inDevice('')}</Other>`],
    ['two roots', inDevice('') + inDevice('')],
    ['one that was cut off', garminXml().slice(0, -200)],
    ['one that ends in zeros', `${garminXml()}${'\0'.repeat(512)}`],
    ['zeros of the right length', '\0'.repeat(30_000)],
    ['a hundred thousand elements', inDevice('<a/>'.repeat(100_000))],
    ['elements in elements without end', inDevice(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`)],
    ['one element with a hundred thousand attributes', inDevice(`<a ${'b="c" '.repeat(100_000)}/>`)],
  ])('%s', (_, text) => {
    expect(read(text)).toBe(null);
  });

  it('UTF-16, bytes that are no UTF-8, and five mebibytes', () => {
    expect(readGarminManifest(Buffer.from(`\uFEFF${garminXml()}`, 'utf16le'))).toBe(null);
    expect(readGarminManifest(Buffer.from(garminXml({ model: 'fēnix' }), 'latin1'))).not.toBe(undefined);
    expect(readGarminManifest(Buffer.from([0xff, ...Buffer.from(garminXml())]))).toBe(null);
    const long = garminXml({ model: 'x'.repeat(longestManifestBytes + 1024 * 1024) });
    expect(read(long)).toBe(null);
  });
});

it('entities and references stay what they are: letters', () => {
  expect(said({ model: '&amp;&#65;&lol;&#x41;' })?.modelName).toBe('&amp;&#65;&lol;&#x41;');
  const model = '&#65;'.repeat(700_000);
  const startedMs = performance.now();
  expect(said({ model })?.modelName).toBe('&#65;'.repeat(12));
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

it('names of elements that every object has do no harm', () => {
  const device = garminXml().replace(
    '<Model>',
    '<__proto__><Id>1</Id></__proto__><constructor/><toString/><Model>',
  );
  read(device);
  expect(Object.hasOwn(Object.prototype, 'Id')).toBe(false);
});

test('whatever is done to a manifest, it is understood or not, and no path leads outside', () => {
  const { fraction } = seededChance(6);
  const seed = new Uint8Array(Buffer.from(garminXml({ paths: ['Garmin/Activities', '../x', '/y'] })));
  const results = Array.from({ length: 3_000 }, () => readGarminManifest(mutated(seed, 'text', fraction)));
  const understood = results.filter((result) => result !== null);
  expect(understood.length).toBeGreaterThan(100);
  expect(understood.length).toBeLessThan(results.length - 100);
  const names = understood.flatMap(({ activityFolders }) => activityFolders.flat());
  expect(names.filter((name) => /^\.{0,2}$|[/\\:]/.test(name))).toEqual([]);
  const told = JSON.stringify(understood);
  for (const secret of secrets) expect(told).not.toContain(secret);
});
