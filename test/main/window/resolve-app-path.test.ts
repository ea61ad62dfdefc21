import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnder, resolveAppPath } from '../../../src-main/window/resolve-app-path.ts';

const root = '/app/out/renderer';
const resolveUrl = (url: string) => resolveAppPath(url, 'app://bundle', root);
const id = '0b6e1f2a-1111-4222-8333-444455556666';

describe('the path rules of the app protocol', () => {
  it('serves a built asset with the type of its ending', () => {
    expect(resolveUrl('app://bundle/assets/index-a1.js')).toEqual({
      kind: 'asset',
      path: '/app/out/renderer/assets/index-a1.js',
      mimeType: 'text/javascript; charset=utf-8',
    });
  });

  it('serves the page at the root, whatever the query', () => {
    expect(resolveUrl('app://bundle/?x=1#y')).toEqual({
      kind: 'asset',
      path: '/app/out/renderer/index.html',
      mimeType: 'text/html; charset=utf-8',
    });
  });

  it('serves a stretch of the bytes of a staged file by its id and by nothing else', () => {
    const stretch = { kind: 'bytes', fileId: id, from: 7, to: 4_294_967_296 };
    expect(resolveUrl(`app://bundle/_bytes/${id}/7-4294967296`)).toEqual(stretch);
    for (const path of [id, `${id}.part/0-1`, `..%2f${id}/0-1`, `${id}/7-7`, `${id}/-1-7`, `${id}/7-`]) {
      expect(resolveUrl(`app://bundle/_bytes/${path}`)).toEqual({ kind: 'not_found' });
    }
  });

  it('serves an original by its digest and by nothing else', () => {
    const sha256 = 'a1'.repeat(32);
    expect(resolveUrl(`app://bundle/_originals/${sha256}`)).toEqual({ kind: 'original', sha256 });
    expect(resolveUrl(`app://bundle/_originals/${sha256}.gz`)).toEqual({ kind: 'not_found' });
    expect(resolveUrl(`app://bundle/_originals/${sha256.slice(1)}`)).toEqual({ kind: 'not_found' });
    expect(resolveUrl(`app://bundle/_originals/..%2f${sha256}`)).toEqual({ kind: 'not_found' });
  });

  it.each([
    ['a parent folder', 'app://bundle/../main/index.js'],
    ['an encoded parent folder', 'app://bundle/%2e%2e/main/index.js'],
    ['a parent folder with an encoded slash', 'app://bundle/..%2fmain%2findex.js'],
    ['a backslash', 'app://bundle/..%5cmain%5cindex.js'],
    ['a NUL', 'app://bundle/index.html%00.js'],
    ['a drive letter', 'app://bundle/c:/windows/x.js'],
    ['a UNC path', 'app://bundle//server/share/x.js'],
    ['a broken escape', 'app://bundle/%zz.js'],
    ['an ending that the build does not make', 'app://bundle/package.exe'],
    ['no ending', 'app://bundle/assets'],
    ['another host', 'app://bundle.evil/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['a very long path', `app://bundle/${'a'.repeat(2000)}.js`],
  ])('refuses %s', (_what, url) => {
    expect(resolveUrl(url)).toEqual({ kind: 'not_found' });
  });

  it('decodes once only: a doubly encoded dot stays a name', () => {
    expect(resolveUrl('app://bundle/%252e%252e/x.js')).toEqual({
      kind: 'asset',
      path: '/app/out/renderer/%2e%2e/x.js',
      mimeType: 'text/javascript; charset=utf-8',
    });
  });

  it('never leads outside the page folder, for 2,000 made-up paths', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%5c',
      '%2f',
      '/',
      '\\',
      '%00',
      'a',
      'c:',
      '%25',
      'x.js',
      '.css',
      '~',
      '%c0%ae',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const resource = resolveUrl(`app://bundle/${parts.join('')}`);
        return resource.kind !== 'asset' || isUnder(resource.path, root);
      }),
      { numRuns: 2000 },
    );
  });
});
