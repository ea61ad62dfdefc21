// Electron's `protocol`: the app's own schemes and who answers for them.
import { complain } from '../complain.ts';
import { honest, NotImplementedError } from '../page/honest.ts';
import { createSchemeUrls } from '../scheme-urls.ts';

type Handler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>;

export const schemeUrls = createSchemeUrls();

const handlers = new Map<string, Handler>();

export const protocol = honest('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly Electron.CustomScheme[]): void => {
    for (const { scheme, privileges } of schemes) {
      // Chromium sees them as https hosts: any weaker kind of scheme would behave otherwise than in Electron.
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw new NotImplementedError(`the scheme ${scheme}, which is not both standard and secure,`);
      }
      schemeUrls.add(scheme);
    }
  },
  handle: (scheme: string, handler: Handler): void => {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!schemeUrls.has(scheme)) throw new NotImplementedError(`protocol.handle for ${scheme}:`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string): void => {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
}) satisfies Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>;

/** The app's answer; null where the app fails, which a page sees as a network error. */
export async function askProtocolHandler(request: Request): Promise<Response | null> {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1));
  if (handler === undefined) return null;
  try {
    const response = await handler(request);
    return response.type === 'error' ? null : response;
  } catch (error) {
    complain(`The handler of ${request.url} failed:`, error);
    return null;
  }
}
