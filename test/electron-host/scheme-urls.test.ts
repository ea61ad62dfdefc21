// `app://` to https and back.
import { expect, test } from 'vitest';
import { createSchemeUrls, originOf } from './scheme-urls.ts';

const urls = createSchemeUrls();
urls.add('app');

const pairs: readonly (readonly [app: string, chromium: string])[] = [
  ['app://bundle/', 'https://bundle.app.invalid/'],
  ['app://bundle/index.html?a=b#c', 'https://bundle.app.invalid/index.html?a=b#c'],
  ['app://a.b/%20/x', 'https://a.b.app.invalid/%20/x'],
];

test.each(pairs)('%s is %s in Chromium', (app, chromium) => {
  expect(urls.toChromium(app)).toBe(chromium);
  expect(urls.toApp(chromium)).toBe(app);
});

test('an origin has no path, and a host alone gets one', () => {
  expect(urls.toApp('https://bundle.app.invalid')).toBe('app://bundle');
  expect(urls.toChromium('app://bundle')).toBe('https://bundle.app.invalid/');
  expect(urls.toChromium('app://bundle?q')).toBe('https://bundle.app.invalid/?q');
});

test('other addresses stay as they are', () => {
  for (const url of [
    'https://example.org/x',
    'https://app.invalid/',
    'https://bundle.other.invalid/',
    'https://bundle.app.invalid.example.org/',
    'http://bundle.app.invalid/',
    'file:///etc/passwd',
    'about:blank',
    'other://bundle/',
  ]) {
    expect(urls.toApp(url)).toBe(url);
    expect(urls.toChromium(url)).toBe(url);
  }
});

test('a content security policy names the same sources', () => {
  expect(
    urls.policyToChromium("default-src 'none'; frame-src 'self' app://other app://x/y; img-src app: data:"),
  ).toBe(
    "default-src 'none'; frame-src 'self' https://other.app.invalid https://x.app.invalid/y; " +
      'img-src https://*.app.invalid data:',
  );
});

test('an origin is scheme and host', () => {
  expect(originOf('app://bundle/index.html')).toBe('app://bundle');
  expect(originOf('about:blank')).toBe('null');
});
