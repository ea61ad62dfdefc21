// Imported first in the engine: the one Trusted Types policy. Without it `new Worker` is refused under our CSP.

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: {
      createHTML(html: string): string;
      createScript(script: string): string;
      createScriptURL(url: string): string;
    },
  ): unknown;
}

// TypeScript's library does not know Trusted Types yet; where the browser has none, there is nothing to satisfy.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', {
  createHTML: () => refuse('HTML'),
  createScript: () => refuse('script'),
  createScriptURL: (url) => (isOwnAsset(url) ? url : refuse('script URL')),
});

function isOwnAsset(url: string): boolean {
  const { origin, pathname } = new URL(url, self.location.href);
  return origin === self.location.origin && pathname.endsWith('.js');
}

function refuse(what: string): never {
  throw new TypeError(`${what} is not allowed here`);
}
