// The channels between the page and main: the whole list. Each names its payload by a schema, which main checks.
import { z } from 'zod';

/** page → main, with an answer */
export const invokeChannels = {
  'import:paths': z.object({ paths: z.array(z.string().min(1).max(32_768)).min(1).max(10_000) }),
  'import:choose': z.object({ what: z.enum(['files', 'folder']) }),
  'about:read': z.undefined(),
} as const satisfies Record<string, z.ZodType>;
export type InvokeChannel = keyof typeof invokeChannels;
export type InvokePayload<Channel extends InvokeChannel> = z.infer<(typeof invokeChannels)[Channel]>;

/** page → main, without an answer */
export const sendChannels = {
  /** The page's engine asks for its port to main. */
  'engine:connect': z.undefined(),
} as const satisfies Record<string, z.ZodType>;
export type SendChannel = keyof typeof sendChannels;

export type ImportAnswer =
  | { readonly kind: 'started'; readonly importId: string }
  | { readonly kind: 'cancelled' }
  /** The page, the frame or the payload was not what main accepts. */
  | { readonly kind: 'refused' };

export interface About {
  readonly kind: 'about';
  readonly appVersion: string;
  /** `Electron` or `Chromium stand-in`. */
  readonly host: string;
  readonly chromiumVersion: string;
  readonly nodeVersion: string;
  readonly dataFolder: string;
}

export interface InvokeAnswers {
  readonly 'import:paths': ImportAnswer;
  readonly 'import:choose': ImportAnswer;
  readonly 'about:read': About | { readonly kind: 'refused' };
}
