// Chromium can't be taught a scheme from outside, so `app://HOST/path` is `https://HOST.app.invalid/path` in it:
// a fixed, secure origin of its own, under a top-level domain that never resolves. Pure translation, both ways.

const scheme = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is;
const mapped = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?::443)?(?=[/?#]|$)(.*)$/is;

export interface SchemeUrls {
  add(scheme: string): void;
  has(scheme: string): boolean;
  /** What Chromium is asked to load. Other URLs stay as they are. */
  toChromium(url: string): string;
  /** What the app hears of. Other URLs stay as they are. */
  toApp(url: string): string;
  /** A content security policy names sources by their URLs, too. */
  policyToChromium(policy: string): string;
  /** For Chromium's Fetch domain. */
  patterns(): readonly string[];
}

export function createSchemeUrls(): SchemeUrls {
  const known = new Set<string>();

  const toChromium = (url: string): string => {
    const [, name = '', host = '', rest = ''] = scheme.exec(url) ?? [];
    if (!known.has(name.toLowerCase())) return url;
    return `https://${host}.${name.toLowerCase()}.invalid${rest.startsWith('/') ? rest : `/${rest}`}`;
  };

  /** `app:` allows every host of the scheme, `app://host` one. */
  const sourceToChromium = (source: string): string => {
    const [, name = ''] = /^([a-z][a-z0-9+.-]*):$/i.exec(source) ?? [];
    if (known.has(name.toLowerCase())) return `https://*.${name.toLowerCase()}.invalid`;
    const mappedSource = toChromium(source);
    // A bare host stays one: with a slash it would allow the root only.
    return mappedSource === source || source.split('/').length > 3 ? mappedSource : mappedSource.slice(0, -1);
  };

  return {
    add: (name) => void known.add(name.toLowerCase()),
    has: (name) => known.has(name.toLowerCase()),
    toChromium,
    policyToChromium: (policy) => policy.replace(/[^\s;,]+/g, sourceToChromium),
    toApp: (url) => {
      const [, host = '', name = '', rest = ''] = mapped.exec(url) ?? [];
      return known.has(name.toLowerCase()) ? `${name.toLowerCase()}://${host}${rest}` : url;
    },
    patterns: () => [...known].map((name) => `https://*.${name}.invalid/*`),
  };
}

/** `scheme://host` of a URL with a host; "null" where there is none, as browsers write it. */
export function originOf(url: string): string {
  const [, name, host] = scheme.exec(url) ?? [];
  return name === undefined || host === undefined || host === '' ? 'null' : `${name}://${host}`;
}
