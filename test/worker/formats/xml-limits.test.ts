// Each limit on what an XML document may ask for: content at it, refused one past it.
import { describe, expect, it } from 'vitest';
import type { ParseFailure } from '../../../src-worker/contract/failure.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { gpxReader } from '../../../src-worker/formats/gpx/document.ts';
import { readGpx } from '../../../src-worker/formats/gpx/read.ts';
import { tcxReader } from '../../../src-worker/formats/tcx/document.ts';
import { readTcx } from '../../../src-worker/formats/tcx/read.ts';
import type { XmlElement } from '../../../src-worker/formats/xml/element.ts';
import { gpxDocument, gpxHike, gpxTrack } from '../../fixtures/gpx-writer.ts';
import { tcxDocument } from '../../fixtures/tcx-writer.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const gpx = (content: string) => readGpx(utf8(gpxDocument(content)));
const tcx = (content: string) => readTcx(utf8(tcxDocument(content)));
const read = { ok: true };
const unreadable = (detail: string) => ({ ok: false, failure: { kind: 'unreadable', detail } });
const hike = gpxTrack(gpxHike);

describe('an XML document', () => {
  it('may nest 64 elements, and not one more', async () => {
    const nested = (depth: number) => tcx('<a>'.repeat(depth - 1) + '</a>'.repeat(depth - 1));
    expect(limits.xmlDepth).toBe(64);
    expect(await nested(64)).toMatchObject(read);
    expect(await nested(65)).toEqual(unreadable('the document is nested too deeply'));
  });

  it('may give an element 64 attributes, and not one more, each element anew', async () => {
    const element = (count: number) =>
      `<a${Array.from({ length: count }, (_, at) => ` a${at}=""`).join('')}/>`;
    expect(limits.xmlAttributes).toBe(64);
    expect(await gpx(element(64) + element(64) + hike)).toMatchObject(read);
    expect(await gpx(element(65) + hike)).toEqual(unreadable('an element has too many attributes'));
  });

  const longest = limits.xmlTextCharacters;
  const tooLong = unreadable('a text of the document is too long');
  const long = (length: number) => 'x'.repeat(length);

  it.each([
    ['text', (length: number) => `<a>${long(length)}</a>`],
    ['text in several pieces', (length: number) => `<a>${long(length - 3)}<!-- -->x<![CDATA[xx]]></a>`],
    ['quoted text', (length: number) => `<a><![CDATA[${long(length)}]]></a>`],
    ['attribute', (length: number) => `<a b="${long(length)}"/>`],
    ['comment', (length: number) => `<!--${long(length)}-->`],
    ['instruction', (length: number) => `<?a ${long(length)}?>`],
    ['name', (length: number) => `<${long(length)}/>`],
  ])('may have a %s of a million characters, and not one more', async (_, content) => {
    expect(longest).toBe(1024 * 1024);
    expect(await gpx(content(longest) + hike)).toMatchObject(read);
    expect(await gpx(content(longest + 1) + hike)).toEqual(tooLong);
  });

  it.each(['<a>', '<a b="', '<!--', '<?a ', '<a', '&'])(
    'is refused while the text behind “%s” still goes on: it is not collected to its end',
    async (opening) => {
      expect(await gpx(hike + opening + long(2 * longest))).toEqual(tooLong);
    },
  );

  it('is refused for a limit also where good points stand before it', async () => {
    expect(await gpx(hike + '<a>'.repeat(64))).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });

  it('may have ten thousand recordings, legs counted singly, and not one more', async () => {
    const limit = limits.recordings;
    const tooMany = { ok: false, failure: { kind: 'too_many_records', limit } };
    const leg = '<NextSport><Activity/></NextSport>';
    expect(await gpx('<trk/>'.repeat(limit))).toMatchObject(read);
    expect(await gpx('<trk/>'.repeat(limit + 1))).toEqual(tooMany);
    const session = (legs: number) =>
      `<Activities><MultiSportSession>${leg.repeat(legs)}</MultiSportSession></Activities>`;
    expect(await tcx(session(limit - 1))).toMatchObject(read);
    expect(await tcx(session(limit))).toEqual(tooMany);
  });

  it('may have two million points and laps together, and not one more', () => {
    // Through the readers' own tables: so many elements of real text would take a busy machine a minute.
    expect(limits.records).toBe(2_000_000);
    const refuse = (failure: ParseFailure): never => {
      throw new Error(JSON.stringify(failure));
    };
    const gpxRoot = gpxReader(refuse).root;
    const tcxRoot = tcxReader(refuse).root;
    at(gpxRoot, 'trk').open?.({});
    at(tcxRoot, 'Activities', 'Activity').open?.({});
    const point = at(gpxRoot, 'trk', 'trkseg', 'trkpt');
    const lap = at(tcxRoot, 'Activities', 'Activity', 'Lap');
    const trackpoint = at(lap, 'Track', 'Trackpoint');
    lap.open?.({});
    for (let taken = 1; taken < limits.records; taken += 1) {
      point.close?.();
      trackpoint.close?.();
    }
    point.close?.();
    const tooMany = JSON.stringify({ kind: 'too_many_records', limit: limits.records });
    expect(() => point.close?.()).toThrow(tooMany);
    expect(() => trackpoint.close?.()).toThrow(tooMany);
    expect(() => lap.open?.({})).toThrow(tooMany);
  });
});

function at(root: XmlElement, ...path: readonly string[]): XmlElement {
  return path.reduce((element, name) => {
    const found = element.inside?.[name];
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  }, root);
}

describe('a DOCTYPE', () => {
  it.each([
    ['behind a comment', '<!-- a --><!DOCTYPE gpx>'],
    ['in small letters', '<!doctype gpx>'],
    ['that is never closed', '<!DOCTYPE gpx [<!ENTITY a "b">'],
  ])('%s refuses the document', async (_, doctype) => {
    const document = gpxDocument(hike).replace('?>\n', `?>\n${doctype}`);
    expect(await readGpx(utf8(document))).toEqual({ ok: false, failure: { kind: 'doctype_refused' } });
  });
});
