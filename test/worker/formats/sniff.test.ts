import { describe, expect, it } from 'vitest';
import { sniff } from '../../../src-worker/formats/sniff.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxDocument } from '../../fixtures/gpx-writer.ts';
import { tcxDocument } from '../../fixtures/tcx-writer.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => Uint8Array.from(values);

const utf16 = (text: string, options: { readonly littleEndian: boolean; readonly mark: boolean }) => {
  const codes = [...(options.mark ? [0xfeff] : []), ...text.split('').map((letter) => letter.charCodeAt(0))];
  const view = new DataView(new ArrayBuffer(codes.length * 2));
  codes.forEach((code, index) => view.setUint16(index * 2, code, options.littleEndian));
  return new Uint8Array(view.buffer);
};

const isFormat = (format: string) => ({ kind: 'activity_format', format });

describe('what bytes are', () => {
  it.each([12, 14] as const)('is FIT by the mark behind a header of %i bytes', (headerBytes) => {
    expect(sniff(fitFile(fitRide(), { headerBytes }))).toEqual(isFormat('fit'));
  });

  it('is no FIT when the header has another length or ends too early', () => {
    const fit = fitFile(fitRide());
    const otherLength = fit.slice();
    otherLength[0] = 13;
    expect(sniff(otherLength).kind).toBe('other');
    expect(sniff(fit.subarray(0, 11)).kind).toBe('other');
  });

  it.each([
    ['a document as it should be', gpxDocument(''), 'gpx'],
    ['a TCX document', tcxDocument(''), 'tcx'],
    ['blanks before the declaration', `  \n\t${tcxDocument('')}`, 'tcx'],
    ['a byte order mark', `\ufeff${gpxDocument('')}`, 'gpx'],
    [
      'comments and instructions before the root',
      '<?xml version="1.0"?><!-- <html> --><?a b?> <gpx/>',
      'gpx',
    ],
    ['a prefix nobody declared', '<g:gpx version="1.1"></g:gpx>', 'gpx'],
    [
      'a DOCTYPE before the root, to be refused later by its name',
      '<!DOCTYPE gpx [<!ENTITY a "b">]><gpx></gpx>',
      'gpx',
    ],
  ])('is found behind %s', (_, text, format) => {
    expect(sniff(utf8(text))).toEqual(isFormat(format));
  });

  it.each([
    { littleEndian: true, mark: true },
    { littleEndian: false, mark: true },
    { littleEndian: true, mark: false },
    { littleEndian: false, mark: false },
  ])('is found in UTF-16 (%o)', (options) => {
    expect(sniff(utf16('<?xml version="1.0" encoding="UTF-16"?><gpx></gpx>', options))).toEqual(
      isFormat('gpx'),
    );
  });

  it('is gzip or zip by the first bytes, also where a zip is empty', () => {
    expect(sniff(bytes(0x1f, 0x8b, 8, 0))).toEqual({ kind: 'gzip' });
    expect(sniff(bytes(0x50, 0x4b, 3, 4))).toEqual({ kind: 'zip' });
    expect(sniff(bytes(0x50, 0x4b, 5, 6))).toEqual({ kind: 'zip' });
  });

  it.each([
    ['a PDF', utf8('%PDF-1.7\n')],
    ['a PNG picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d)],
    ['a JPEG picture', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['a web page', utf8('<!DOCTYPE html>\n<html><body>Please log in</body></html>')],
    ['JSON', utf8('{"error": "not logged in"}')],
    ['another XML document', utf8('<?xml version="1.0"?><kml></kml>')],
    ['another XML document', utf8('<constructor></constructor>')],
    ['a table', utf8('Activity ID,Date,Name\n1,2,3\n')],
    [null, bytes(1, 2, 3)],
    [null, bytes()],
  ])('looks like %s to people where it is none of ours', (looksLike, content) => {
    expect(sniff(content)).toEqual({ kind: 'other', looksLike });
  });
});
