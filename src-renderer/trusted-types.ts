// The page's only way to turn text into code or markup, imported before anything else: a policy named `default`
// that every such place asks. Markup is refused; scripts and workers come from this app's own build or not at all.

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

const builtAssets = new URL('.', document.baseURI);

trustedTypes?.createPolicy('default', {
  // The component library sets the text of its style elements this way; no style needs a `<`.
  createHTML: (html) => (html.includes('<') ? refuse('HTML') : html),
  createScript: () => refuse('script'),
  createScriptURL: (url) => (isBuiltAsset(url) ? url : refuse('script URL')),
});

function isBuiltAsset(url: string): boolean {
  const asked = new URL(url, document.baseURI);
  return asked.origin === builtAssets.origin && asked.pathname.startsWith(builtAssets.pathname);
}

function refuse(what: string): never {
  throw new TypeError(`${what} is not allowed here`);
}
