// What the two halves of the stand-in say to each other: the page's isolated world and Node. Types only.

/** From the isolated world to Node. */
export type PageMessage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'post';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly string[];
    }
  | {
      readonly kind: 'port_message';
      readonly port: string;
      readonly message: unknown;
      readonly ports: readonly string[];
    }
  | { readonly kind: 'port_closed'; readonly port: string }
  | {
      readonly kind: 'open_window';
      readonly url: string;
      readonly frameName: string;
      readonly features: string;
    }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'focus'; readonly focused: boolean }
  | { readonly kind: 'bounds'; readonly bounds: PageBounds }
  | { readonly kind: 'preload_failed'; readonly message: string; readonly stack: string };

export interface PageBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From Node to the isolated world. */
export type HostMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly ok: false; readonly message: string }
  | {
      readonly kind: 'send';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | {
      readonly kind: 'port_message';
      readonly port: string;
      readonly message: unknown;
      readonly ports: readonly string[];
    }
  | { readonly kind: 'port_closed'; readonly port: string };

/** What Node fills in when it hands a half to Chromium. */
export interface WorldParameters {
  /** Names the events between the two worlds; made anew at every launch, so that a page can not guess it. */
  readonly secret: string;
  /** The binding that exists in the isolated world only. */
  readonly binding: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Globals of the isolated world, agreed between this folder and Node. */
export const receiveGlobal = '__standInReceive';
export const preloadGlobal = '__standInPreload';
